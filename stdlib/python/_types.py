"""The types of the interpreter's objects that are no builtins, for types: each is asked of an object of the type."""

import sys as _sys


def _function(): ...


def _outer():
    variable = None

    def inner():
        return variable

    return inner


def _generator():
    yield


async def _coroutine(): ...


async def _async_generator():
    yield


class _Slotted:
    __slots__ = ("slot",)

    def method(self): ...


FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
CellType = type(_outer().__closure__[0])
GeneratorType = type(_generator())
_started = _coroutine()
CoroutineType = type(_started)
_started.close()
AsyncGeneratorType = type(_async_generator())
MethodType = type(_Slotted().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(_Slotted.slot)
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(_sys.implementation)
ModuleType = type(_sys)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
try:
    raise LookupError
except LookupError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)
