"""Starting processes by the method "forkserver", the default one: there is no fork, so that each is a fresh interpreter,
as with "spawn". That is what a fork server gives as well, but for the modules that it has loaded beforehand."""

from multiprocessing import popen_spawn_posix

__all__ = ["Popen"]


class Popen(popen_spawn_posix.Popen):
    method = "forkserver"
