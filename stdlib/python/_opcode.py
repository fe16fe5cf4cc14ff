"""Bytecode, of which Taipan has none: for what only imports this. See dis."""

ENABLE_SPECIALIZATION = False
ENABLE_SPECIALIZATION_FT = False


def _refuse(*args, **kwargs):
    raise NotImplementedError("Taipan has no bytecode")


stack_effect = get_executor = _refuse


def get_specialization_stats():
    """None: nothing is counted."""
    return None


def _empty():
    """No instructions, so none of this kind: the modules dis and opcode of other versions ask when they are imported."""
    return []


get_intrinsic1_descs = get_intrinsic2_descs = get_nb_ops = get_special_method_names = _empty


def _no(opcode, /):
    return False


is_valid = has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = _no
