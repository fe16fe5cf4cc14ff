"""A group of the encodings of East Asia: see _multibytecodec."""

from _multibytecodec import _create as getcodec
