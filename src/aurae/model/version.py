"""The version of this program; a test compares it with the package's metadata."""

VERSION = "0.1.0"
