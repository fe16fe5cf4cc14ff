"""The debugger. It would need sys.settrace, which Taipan does not have; what imports this module works all the same."""

import cmd as _cmd

__all__ = ["Pdb", "pm", "post_mortem", "run", "runcall", "runctx", "runeval", "set_trace"]


class Restart(Exception):
    """Asks for the program to be run again."""


def _refuse(*args, **kwargs):
    raise NotImplementedError("the debugger (module pdb) is not supported by Taipan")


class Pdb(_cmd.Cmd):
    """The debugger's class: it can be made (doctest does), but not started."""

    def __init__(self, completekey="tab", stdin=None, stdout=None, **options):
        super().__init__(completekey, stdin, stdout)

    def reset(self):
        pass

    set_trace = set_continue = interaction = _refuse


run = runeval = runctx = runcall = set_trace = post_mortem = pm = _refuse
