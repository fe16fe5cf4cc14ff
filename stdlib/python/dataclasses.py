"""Classes whose methods follow from their annotated variables.

Ours, in place of the library's: to decorate a class it runs neither `inspect` nor `re` nor `typing`, which costs a small
program more than everything else it does. What it defines, raises and shows is the library's.
"""

import abc
import annotationlib
import builtins
import copy
import inspect
import itertools
import keyword
import sys
import types
from _thread import get_ident

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']

GenericAlias = types.GenericAlias


class FrozenInstanceError(AttributeError):
    pass


# Marks.

class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _FIELD_BASE:
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


# In signatures, for an argument that a factory stands in for.
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()

_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

_NO_METADATA = types.MappingProxyType({})

# Their values never change, so that copies of them are themselves.
_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes, types.EllipsisType, types.NotImplementedType, types.CodeType,
    types.BuiltinFunctionType, types.FunctionType, type, range, property,
})


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{shown}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only',
                 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _NO_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        repr = builtins.repr
        if (self, get_ident()) in _shown:
            return '...'
        _shown.append((self, get_ident()))
        try:
            names = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only')
            parts = [f'{name}={getattr(self, name)!r}' for name in names]
            if self.doc is not None:
                parts.append(f'doc={self.doc!r}')
            return f"Field({','.join(parts)},_field_type={self._field_type})"
        finally:
            _shown.remove((self, get_ident()))

    def __set_name__(self, owner, name):
        # The default stands for the class variable, and would have been told its name itself.
        tell = getattr(type(self.default), '__set_name__', None)
        if tell:
            tell(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


# Fields and (for `__repr__` of instances) objects that are being shown, with the thread that does.
_shown = []


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only', 'slots', 'weakref_slot')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return f"_DataclassParams({','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING, doc=None):
    """Says more about a field than its annotation: its default or what makes one, and which methods it takes part in."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# Which fields a class has.

def _annotations(cls):
    """The annotations of the class itself; names that are not defined (yet) stand for themselves."""
    try:
        return cls.__annotations__
    except Exception:
        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


def _is_from_typing(kind):
    return kind.__module__ == 'typing'


def _is_classvar(annotation):
    kind = type(annotation)
    if not _is_from_typing(kind):
        return False
    typing = sys.modules['typing']
    return annotation is typing.ClassVar or kind is typing._GenericAlias and annotation.__origin__ is typing.ClassVar


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _word(text, at):
    """The name at `at`, blanks before it passed over, and where it ends."""
    while at < len(text) and text[at].isspace():
        at += 1
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] == '_'):
        end += 1
    return text[at:end], end


def _names(annotation, cls, module, test):
    """True when a textual annotation begins with a name, or one of a module, for which `test` holds."""
    first, end = _word(annotation, 0)
    if not first:
        return False
    space = sys.modules.get(cls.__module__)
    dot = end
    while dot < len(annotation) and annotation[dot].isspace():
        dot += 1
    if annotation[dot:dot + 1] == '.':
        second, _ = _word(annotation, dot + 1)
        if second:
            if space is None or space.__dict__.get(first) is not module:
                return False
            return test(module.__dict__.get(second))
    return space is not None and test(space.__dict__.get(first))


def _is(annotation, cls, module, test):
    if test(annotation):
        return True
    return isinstance(annotation, str) and module is not None and _names(annotation, cls, module, test)


def _field_of(cls, name, annotation, kw_only):
    """The field that a class variable of this name and annotation describes."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            # One of `__slots__`: no default.
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is(annotation, cls, sys.modules.get('typing'), _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _is(annotation, cls, sys.modules[__name__], _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
    return f


def _own_fields(cls, annotations, kw_only):
    found = []
    seen = False
    for name, annotation in annotations.items():
        if _is(annotation, cls, sys.modules[__name__], _is_kw_only):
            if seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen = kw_only = True
        else:
            found.append(_field_of(cls, name, annotation, kw_only))
    for f in found:
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return found


def _all_fields(cls, params):
    """The fields of the class and those it inherits, by name."""
    found = {}
    frozen = []
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is not None:
            found.update(inherited)
            frozen.append(getattr(base, _PARAMS).frozen)
    for f in _own_fields(cls, _annotations(cls), params.kw_only):
        found[f.name] = f
    if any(frozen) and not params.frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if frozen and not all(frozen) and params.frozen:
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    return found


# The methods. Their texts are put into one function that gets what they refer to, and compiled together.

class _Methods:
    def __init__(self, cls):
        self.cls = cls
        self.texts = []
        self.names = []
        # Where a name is taken already: the message to raise, or None to leave what is there.
        self.clashes = {}
        self.given = {'__class__': cls, '__dataclass_object__': object}
        self.annotations = {}

    def add(self, name, parameters, lines, *, clash=None, taken=None):
        body = '\n'.join(f'  {line}' for line in lines)
        self.texts.append(f' def {name}({parameters}):\n{body}')
        self.names.append(name)
        self.clashes[name] = (clash, taken)

    def give(self):
        """Makes the methods and gives them to the class."""
        if not self.names:
            return
        cls = self.cls
        module = sys.modules.get(cls.__module__)
        space = module.__dict__ if module is not None else {}
        text = f"def __make__({', '.join(self.given)}):\n" + '\n'.join(self.texts) + f"\n return {', '.join(self.names)},"
        made = {}
        exec(text, space, made)
        for name, function in zip(self.names, made['__make__'](**self.given)):
            function.__qualname__ = f'{cls.__qualname__}.{name}'
            annotations = self.annotations.get(name)
            if annotations is not None:
                function.__annotations__ = annotations
            if name == '__repr__':
                function = _guarded(function)
            error, taken = self.clashes[name]
            if taken if taken is not None else name in cls.__dict__:
                if error:
                    raise TypeError(error)
            else:
                setattr(cls, name, function)


def _guarded(show):
    """`__repr__` that answers '...' when it is asked again from inside."""
    def __repr__(self):
        mark = id(self), get_ident()
        if mark in _shown:
            return '...'
        _shown.append(mark)
        try:
            return show(self)
        finally:
            _shown.remove(mark)

    __repr__.__qualname__ = show.__qualname__
    __repr__.__module__ = show.__module__
    __repr__.__wrapped__ = show
    return __repr__


def _in_init(fields, kw_only):
    return [f for f in fields if f.init and f._field_type is not _FIELD_CLASSVAR and bool(f.kw_only) is kw_only]


def _add_init(methods, fields, params):
    std, keyword_only = _in_init(fields.values(), False), _in_init(fields.values(), True)
    earlier = None
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            earlier = f
        elif earlier is not None:
            raise TypeError(f'non-default argument {f.name!r} follows default argument {earlier.name!r}')
    given = methods.given
    given['__dataclass_HAS_DEFAULT_FACTORY__'] = _HAS_DEFAULT_FACTORY
    me = '__dataclass_self__' if 'self' in fields else 'self'
    lines = []
    for f in fields.values():
        if f._field_type is not _FIELD_CLASSVAR:
            _add_init_line(lines, given, f, params, me)
    if hasattr(methods.cls, _POST_INIT_NAME):
        passed = ','.join(f.name for f in fields.values() if f._field_type is _FIELD_INITVAR)
        lines.append(f'{me}.{_POST_INIT_NAME}({passed})')
    parameters = [me, *map(_parameter, std)]
    if keyword_only:
        parameters += ['*', *map(_parameter, keyword_only)]
    methods.add('__init__', ','.join(parameters), lines or ['pass'])
    annotations = {f.name: f.type for f in std + keyword_only}
    methods.annotations['__init__'] = annotations | {'return': None}
    return std, keyword_only


def _default_name(f):
    return f'__dataclass_dflt_{f.name}__'


def _parameter(f):
    if f.default_factory is not MISSING:
        return f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__'
    return f.name if f.default is MISSING else f'{f.name}={_default_name(f)}'


def _add_init_line(lines, given, f, params, me):
    default = _default_name(f)
    if f.default_factory is not MISSING:
        given[default] = f.default_factory
        value = f'{default}()'
        if f.init:
            value += f' if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
    elif f.init:
        if f.default is not MISSING:
            given[default] = f.default
        value = f.name
    elif params.slots and f.default is not MISSING:
        # A slot hides the default that the class had.
        given[default] = f.default
        value = default
    else:
        return
    if f._field_type is _FIELD_INITVAR:
        return
    if params.frozen:
        lines.append(f'__dataclass_object__.__setattr__({me},{f.name!r},{value})')
    else:
        lines.append(f'{me}.{f.name}={value}')


def _tuple_of(owner, fields):
    return '(' + ''.join(f'{owner}.{f.name},' for f in fields) + ')'


_ORDER = (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>='))


def _add_comparisons(methods, fields, params):
    compared = [f for f in fields if f.compare]
    if params.eq:
        terms = ' and '.join(f'self.{f.name}==other.{f.name}' for f in compared) or 'True'
        methods.add('__eq__', 'self,other', [
            'if self is other:', ' return True', 'if other.__class__ is self.__class__:', f' return {terms}',
            'return NotImplemented'])
    if params.order:
        for name, operator in _ORDER:
            methods.add(name, 'self,other', [
                'if other.__class__ is self.__class__:',
                f" return {_tuple_of('self', compared)}{operator}{_tuple_of('other', compared)}",
                'return NotImplemented'],
                clash=f'Cannot overwrite attribute {name} in class {methods.cls.__name__}. '
                      'Consider using functools.total_ordering')


def _add_frozen(methods, fields):
    methods.given['__dataclass_error__'] = FrozenInstanceError
    condition = 'type(self) is __class__'
    if fields:
        condition += f" or name in {{{','.join(repr(f.name) for f in fields)}}}"
    for name, parameters, verb in ('__setattr__', 'name,value', 'assign to'), ('__delattr__', 'name', 'delete'):
        methods.add(name, f'self,{parameters}', [
            f'if {condition}:', f" raise __dataclass_error__(f'cannot {verb} field {{name!r}}')",
            f'super(__class__,self).{name}({parameters})'],
            clash=f'Cannot overwrite attribute {name} in class {methods.cls.__name__}')


def _add_hash(methods, fields, params):
    cls = methods.cls
    own = cls.__dict__.get('__hash__', MISSING)
    # `__eq__` alone makes a class's `__hash__` None.
    explicit = not (own is MISSING or own is None and '__eq__' in cls.__dict__)
    if params.unsafe_hash:
        if explicit:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    elif not params.eq or explicit:
        return
    elif not params.frozen:
        cls.__hash__ = None
        return
    hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    methods.add('__hash__', 'self', [f"return hash({_tuple_of('self', hashed)})"], taken=False)


# The text that documents a class that has none.

def _shown_annotation(annotation):
    """An annotation as `inspect.signature` shows it."""
    if getattr(annotation, '__module__', None) == 'typing':
        text = repr(annotation)
        out = ''
        while 'typing.' in text:
            before, _, text = text.partition('typing.')
            out += before
            if before and (before[-1] in '._' or before[-1].isalnum()):
                out += 'typing.'
        return out + text
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        name = annotation.__qualname__
        return name if annotation.__module__ == 'builtins' else f'{annotation.__module__}.{name}'
    if type(annotation).__name__ == 'ForwardRef':
        return annotation.__forward_arg__
    return repr(annotation)


def _shown_parameter(f):
    text = f'{f.name}: {_shown_annotation(f.type)}'
    if f.default_factory is not MISSING:
        return f'{text} = {_HAS_DEFAULT_FACTORY!r}'
    return text if f.default is MISSING else f'{text} = {f.default!r}'


def _signature(cls, parameters):
    plain = (type(cls).__call__ is type.__call__ and cls.__new__ is object.__new__
             and '__signature__' not in cls.__dict__)
    if parameters is not None and plain:
        std, keyword_only = parameters
        shown = [*map(_shown_parameter, std)]
        if keyword_only:
            shown += ['*', *map(_shown_parameter, keyword_only)]
        return f"({', '.join(shown)})"
    try:
        return str(inspect.signature(cls)).replace(' -> None', '')
    except (TypeError, ValueError):
        return ''


# `slots=True` makes the class anew.

def _slots_of(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        # Written otherwise than in Python, or without slots.
        if getattr(cls, '__weakrefoffset__', -1) != 0:
            yield '__weakref__'
        if getattr(cls, '__dictoffset__', -1) != 0:
            yield '__dict__'
    elif isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__iter__') and not hasattr(slots, '__next__'):
        yield from slots
    else:
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        # Frozen ones have a `__setattr__` that refuses.
        object.__setattr__(self, f.name, value)


def _with_slots(cls, params):
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    space = dict(cls.__dict__)
    own = fields(cls)
    inherited = set(itertools.chain.from_iterable(map(_slots_of, cls.__mro__[1:-1])))
    wanted = [f.name for f in own] + ['__weakref__'] * params.weakref_slot
    slots = tuple(name for name in wanted if name not in inherited)
    documented = {f.name: f.doc for f in own}
    if any(documented.get(name) is not None for name in slots):
        slots = {name: documented.get(name) for name in slots}
    space['__slots__'] = slots
    for name in [f.name for f in own] + ['__dict__', '__weakref__']:
        space.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    if params.frozen:
        for name, method in ('__getstate__', _dataclass_getstate), ('__setstate__', _dataclass_setstate):
            if name not in space:
                setattr(made, name, method)
    _rename_class(cls, made)
    return made


def _rename_class(old, new):
    """Methods that say `super()` or `__class__` find the new class."""
    for member in new.__dict__.values():
        member = _unwrapped(member)
        if isinstance(member, types.FunctionType):
            if _change_cell(member, old, new):
                break
        elif isinstance(member, property):
            if any(_change_cell(f, old, new) for f in (member.fget, member.fset, member.fdel) if f is not None):
                break
    # Methods made here share a cell of their own.
    for name in ('__init__', '__setattr__', '__delattr__'):
        member = new.__dict__.get(name)
        if isinstance(member, types.FunctionType):
            _change_cell(member, old, new)


def _unwrapped(member):
    return inspect.unwrap(member) if hasattr(member, '__wrapped__') else member


def _change_cell(function, old, new):
    function = _unwrapped(function)
    code = getattr(function, '__code__', None)
    if code is None or '__class__' not in code.co_freevars:
        return False
    cell = function.__closure__[code.co_freevars.index('__class__')]
    if cell.cell_contents is not old:
        return False
    cell.cell_contents = new
    return True


# The decorator.

def _process_class(cls, params):
    found = _all_fields(cls, params)
    setattr(cls, _PARAMS, params)
    setattr(cls, _FIELDS, found)
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')
    methods = _Methods(cls)
    parameters = None
    plain = [f for f in found.values() if f._field_type is _FIELD]
    if params.init:
        parameters = _add_init(methods, found, params)
        if '__init__' in cls.__dict__:
            parameters = None
    if '__replace__' not in cls.__dict__:
        _give_replace(cls)
    if params.repr:
        shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in plain if f.repr)
        methods.add('__repr__', 'self', [f"return f'{{self.__class__.__qualname__}}({shown})'"])
    _add_comparisons(methods, plain, params)
    if params.frozen:
        _add_frozen(methods, plain)
    _add_hash(methods, plain, params)
    methods.give()
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature(cls, parameters)
    if params.match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in _in_init(found.values(), False))
    if params.weakref_slot and not params.slots:
        raise TypeError('weakref_slot is True but slots is False')
    if params.slots:
        cls = _with_slots(cls, params)
    if hasattr(cls, '__abstractmethods__'):
        abc.update_abstractmethods(cls)
    return cls


def _give_replace(cls):
    def __replace__(self, /, **changes):
        return _replace(self, **changes)

    __replace__.__qualname__ = f'{cls.__qualname__}.__replace__'
    cls.__replace__ = __replace__


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Gives a class the methods that follow from its annotated variables: `__init__`, `__repr__`, `__eq__`, and as the
    arguments say the ordering methods, `__hash__`, and those that keep instances from being changed."""
    def decorate(cls):
        params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
        return _process_class(cls, params)

    return decorate if cls is None else decorate(cls)


# What is done with dataclasses and their instances.

def fields(class_or_instance):
    """The fields of a dataclass, or of an instance of one, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """True for a dataclass and for an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance by name, those of instances inside it as well."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    kind = type(obj)
    if kind in _ATOMIC_TYPES:
        return obj
    if hasattr(kind, _FIELDS):
        return dict_factory([(f.name, _asdict_inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    return _copied(obj, kind, lambda value: _asdict_inner(value, dict_factory))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance in order, those of instances inside it as well."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    kind = type(obj)
    if kind in _ATOMIC_TYPES:
        return obj
    if hasattr(kind, _FIELDS):
        return tuple_factory([_astuple_inner(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    return _copied(obj, kind, lambda value: _astuple_inner(value, tuple_factory))


def _copied(obj, kind, inner):
    """A copy of a container with copies of what is in it, and a deep copy of anything else."""
    if isinstance(obj, (list, tuple)):
        items = [inner(value) for value in obj]
        # Named tuples want their items one by one.
        return kind(*items) if isinstance(obj, tuple) and hasattr(obj, '_fields') else kind(items)
    if isinstance(obj, dict):
        items = [(inner(key), inner(value)) for key, value in obj.items()]
        if not hasattr(kind, 'default_factory'):
            return kind(items)
        made = kind(obj.default_factory)
        made.update(items)
        return made
    return copy.deepcopy(obj)


def replace(obj, /, **changes):
    """A new instance like `obj`, but for the fields given."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None, decorator=dataclass):
    """A dataclass of fields given as names, (name, type) or (name, type, field)."""
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, _ANY
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[name] = item[0], item[1], item[2]
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = annotation

    def fill(space):
        space.update(namespace or {})
        space.update(defaults)
        space['__annotations__'] = {name: 'typing.Any' if a is _ANY else a for name, a in annotations.items()}

    cls = types.new_class(cls_name, bases, {}, fill)
    if module is None:
        try:
            module = sys._getframemodulename(1) or '__main__'
        except AttributeError:
            pass
    if module is not None:
        cls.__module__ = module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


# For `make_dataclass`: a field without an annotation.
_ANY = object()
