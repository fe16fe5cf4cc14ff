"""The quick parts of json, by the names that they have in CPython's module."""

from json.decoder import c_scanstring as scanstring
from json.encoder import c_encode_basestring as encode_basestring
from json.encoder import c_encode_basestring_ascii as encode_basestring_ascii
from json.scanner import c_make_scanner as make_scanner
