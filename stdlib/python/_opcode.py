"""Bytecode, of which Taipan has none: for what only imports this. See dis."""

ENABLE_SPECIALIZATION = False
ENABLE_SPECIALIZATION_FT = False


def _refuse(*args, **kwargs):
    raise NotImplementedError("Taipan has no bytecode")


stack_effect = get_executor = get_specialization_stats = get_intrinsic1_descs = get_intrinsic2_descs = _refuse
get_nb_ops = get_special_method_names = _refuse


def _no(opcode, /):
    return False


is_valid = has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = _no
