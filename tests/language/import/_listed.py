__all__ = ["shown", "_under"]
shown, _under, hidden = 1, 2, 3
