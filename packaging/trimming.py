"""What a bundle of a PySide6 program leaves out, for lomi POS itself and for the floor that bench/size.py builds.

Works on PyInstaller's own lists: (where it goes in the bundle, where it comes from, kind).
"""

import re
import sys
from collections.abc import Iterable
from fnmatch import fnmatch

from system_libraries import is_of_the_system

Entry = tuple[str, str, str]

OPTIMIZE = 2
"""As ``python -OO``: no docstrings. The asserts that go with them only tell the type checker what is so."""

_OF_OTHER_SYSTEMS = [
    "_aix_support", "_bootsubprocess", "asyncio.proactor_events", "asyncio.windows_events", "asyncio.windows_utils",
    "ctypes._aix", "nturl2path",
]  # fmt: skip
_OTHER_PROCESSES = [
    "dummy", "forkserver", "heap", "managers", "pool", "popen_fork", "popen_forkserver", "popen_spawn_posix",
    "popen_spawn_win32", "queues", "resource_sharer", "resource_tracker", "shared_memory", "sharedctypes", "spawn",
    "synchronize",
]  # fmt: skip
UNUSED_MODULES = [
    # The standard library: what only tests, debuggers and other people's command lines import.
    "_pyrepl", "bdb", "cmd", "code", "codeop", "curses", "dbm", "distutils", "doctest", "ensurepip", "ftplib",
    "idlelib", "imaplib", "imp", "lib2to3", "mailbox", "netrc", "nntplib", "pdb", "poplib", "pydoc", "pydoc_data",
    "readline", "rlcompleter", "smtplib", "telnetlib", "test", "tkinter", "turtle", "unittest", "wsgiref", "xmlrpc",
    # And what only functions import that nobody calls here.
    "_pydecimal", "_statistics", "statistics", "colorsys", "concurrent.futures.process", "difflib",
    "email._header_value_parser", "email.contentmanager", "email.headerregistry", "email.policy",
    "httpcore._async.http2", "httpcore._async.socks_proxy", "httpcore._backends.trio", "httpcore._sync.http2",
    "httpcore._sync.socks_proxy", *(f"multiprocessing.{one}" for one in _OTHER_PROCESSES), "py_compile", "runpy",
    "sqlite3.dump", "tarfile", "tracemalloc", "webbrowser", "xml.dom.expatbuilder", "xml.dom.pulldom", "xml.sax",
    "xml.etree.ElementInclude", "xml.etree.cElementTree",
    "PIL.ImageDraw2", "PIL.ImageFilter", "PIL.PdfParser", "PIL.features",
    *([] if sys.platform == "darwin" else ["ctypes.macholib", "plistlib"]),
    *([] if sys.platform == "win32" else _OF_OTHER_SYSTEMS),
    # What the standard library does as well without: the first brings a library of its own.
    "_uuid", "zoneinfo._zoneinfo",
    # Packaging tools that libraries mention.
    "_distutils_hack", "packaging", "pip", "pkg_resources", "setuptools", "wheel",
    # Pictures are written as PNG, and read by Qt: the other formats bring 10 MB of libraries.
    "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk", "PIL._webp", "PIL.ImageCms", "PIL.ImageQt",
    "PIL.ImageShow", "PIL.ImageTk",
    # httpx' command line, and keyring's.
    "httpx._main", "pygments", "rich", "keyring.cli", "keyring.completion", "keyring.devpi_client",
    "keyring.http", "keyring.testing", "importlib_metadata.diagnose",
    # Compiled already: cffi's own compiler is not needed to call what it made.
    "cffi", "pycparser",
]  # fmt: skip

REACHED_OTHERWISE = {
    "encodings.*": "a text names its encoding",
    "_codecs_*": "encodings: a computer set to Chinese or Japanese starts no Python without its own",
    "_multibytecodec": "for those",
    "stringprep": "host names with accents",
    "idna.uts46data": "likewise",
    "cryptography.hazmat.*": "asked for by the part of cryptography that is written in Rust",
    "_md5": "hashlib's own, where OpenSSL refuses",
    "_sha*": "likewise",
    "_strptime": "asked for by datetime, which is written in C",
    "_py_abc": "Python's own where its C is missing",
    "_threading_local": "likewise",
    "lazy_importer._native": "likewise",
    "xml.parsers*": "likewise",
    "sre_*": "old names, in PyInstaller's base library",
    "_pyi_rth_utils*": "PyInstaller's own",
    "pyi*": "likewise",
    "PIL._typing": "types",
    "anyio.*": "its names are all made known at once, and loaded when they are used",
    "email.generator": "a message of the standard library as text",
    "importlib.metadata*": "the version of a package, asked for by name",
    "importlib_metadata._*": "what a package says of itself",
    "jinja2.debug": "where in a page something is wrong",
    "keyring.backends.null": "a keychain that a person switched off",
    "keyring.compat.properties": "a keychain that a person chose",
    "qrcode.image.*": "a code as a picture",
    "uvicorn.*": "it looks for its parts by name",
    "zipp.compat.overlay": "importlib_metadata, on demand",
    **dict.fromkeys(("getopt", "glob", "mmap", "pprint", "resource"), "small, and on demand of others"),
}
"""Modules of the bundle that packaging/what_is_imported.py does not see imported, and how they are reached."""

QT_PLUGINS = {
    "platforms": ("*qxcb*", "*qwayland.*", "*qwindows*", "*qcocoa*", "*qoffscreen*"),
    "iconengines": ("*qsvgicon*",),
    "imageformats": ("*qjpeg*", "*qsvg*"),
    "platforminputcontexts": ("*compose*", "*ibus*"),
    "platformthemes": ("*xdgdesktopportal*",),
    "printsupport": ("*",),
    "styles": ("*",),
    "wayland-decoration-client": ("*bradient*",),
    "wayland-shell-integration": ("*xdg-shell*",),
}
"""The plugins that stay, by folder. Any other folder goes whole: Qt's own TLS, SQL and OpenGL are not used."""

_UNUSED_HOOKS = {
    "pyi_rth_cryptography_openssl",  # OpenSSL's own plug-ins are not in the bundle
    "pyi_rth_inspect",  # the sources of a function: they are not in the bundle
    "pyi_rth_multiprocessing",  # nothing starts processes of Python
    "pyi_rth_pkgutil",  # nothing lists the modules of a package
    "pyi_rth_usb",  # looks for libusb in the bundle only; it is the system's
    *({"pyi_rth_pyside6"} if sys.platform == "linux" else ()),  # Qt finds its plug-ins beside its libraries
}
"""They cost a third of a start. Qt's loads QtCore for a command in a terminal too, and tells other programs where our
plug-ins are; on Windows and macOS it stays, where that could not be tried."""

_QT_LIBRARIES = {
    "Core", "DBus", "Gui", "OpenGL", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa",
}  # fmt: skip
_QT_BINDINGS = {"QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg"}
_QT_LIBRARY = re.compile(r"^(?:lib)?Qt6?([A-Z]\w*?)(?:\.so|\.dll|\.framework|\.\d|$)")
_QT_BINDING = re.compile(r"(Qt\w+)\.(?:abi3\.so|pyd|cpython.*\.so)$")
_QT_WORDS = ("qtbase_fr.qm", "qtbase_pt*.qm")
_LOCALES = {"root", "fr", "en", "pt"}
_LEFTOVERS = re.compile(r"(^|/)(tests?|testing)/|(^|/)_yaml\b|^yaml/_yaml\.|^barcode/fonts/|\.dist-info/")
_PICTURES = {"Png", "Bmp", "Gif", "Jpeg", "Ppm"}
"""Those that Pillow itself wants as soon as it opens or saves anything (``Image.preinit``)."""


def trimmed_hooks(entries: Iterable[Entry]) -> list[Entry]:
    """The scripts that run at each start, without those of PyInstaller's hooks that are for other programs."""
    return [entry for entry in entries if entry[0] not in _UNUSED_HOOKS]


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """The files that stay."""
    return [entry for entry in entries if is_wanted(entry[0].replace("\\", "/"))]


def trimmed_modules(entries: Iterable[Entry]) -> list[Entry]:
    """The Python modules that stay."""
    return [entry for entry in entries if not _is_unused_module(entry[0])]


def unexplained(bundled: Iterable[str], imported: Iterable[str]) -> list[str]:
    """The modules that are in the bundle though nothing imports them, and nobody said why."""
    idle = set(bundled) - set(imported)
    return sorted(name for name in idle if not any(fnmatch(name, one) for one in REACHED_OTHERWISE))


def is_wanted(name: str) -> bool:
    """Whether the file that goes to ``name`` in the bundle is used there."""
    file = name.rpartition("/")[2]
    if name.startswith("PySide6/") or _QT_LIBRARY.match(file):
        return _is_wanted_of_qt(name, file)
    if name.startswith("babel/locale-data/"):
        return file.partition(".")[0] in _LOCALES
    if name == "certifi/cacert.pem":  # the system says whom it trusts
        return False
    if sys.platform == "linux" and "/" not in name and is_of_the_system(file):
        return False
    return not _LEFTOVERS.search(name)


def _is_wanted_of_qt(name: str, file: str) -> bool:
    if "/plugins/" in name:
        folder = name.partition("/plugins/")[2].partition("/")[0]
        return any(fnmatch(file, one) for one in QT_PLUGINS.get(folder, ()))
    binding = _QT_BINDING.match(file)
    if binding:
        return binding[1] in _QT_BINDINGS
    framework = re.search(r"/(Qt\w+)\.framework/", name)
    library = _QT_LIBRARY.match(framework[1] if framework else file)
    if library:
        return library[1] in _QT_LIBRARIES
    if "/translations/" in name:
        return any(fnmatch(file, one) for one in _QT_WORDS)
    return not re.search(r"/(qml|metatypes|libexec)/|opengl32sw|d3dcompiler", name)


def _is_unused_module(name: str) -> bool:
    plugin = re.match(r"PIL\.(\w+)ImagePlugin$", name)
    if plugin and plugin[1] not in _PICTURES:
        return True
    return any(name == one or name.startswith(f"{one}.") for one in UNUSED_MODULES)
