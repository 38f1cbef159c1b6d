"""The module `signal` without its enums, which take a third of a megabyte: numbers are numbers here."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as signal
else:
    import _signal as signal

__all__ = ["signal"]
