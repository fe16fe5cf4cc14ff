"""See _bootstrap, which sets this up and puts the real module in its place."""

import importlib._bootstrap
