"""What a Linux desktop itself brings, by Debian's packages: never in the bundle, always among what the .deb needs.

A second copy beside the desktop's own (fontconfig, D-Bus, the C++ library that its graphics driver is written for)
is where bundles break. What a desktop may lack, such as libxcb-cursor, is in the bundle.
"""

PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6 (>= 2.34)",
    "ld-linux-aarch64.so.1": "libc6 (>= 2.34)",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6 (>= 2.34)",
    "libcups.so.2": "",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6 (>= 2.34)",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libm.so.6": "libc6 (>= 2.34)",
    "libmvec.so.1": "libc6 (>= 2.34)",
    "libpthread.so.0": "libc6 (>= 2.34)",
    "libresolv.so.2": "libc6 (>= 2.34)",
    "librt.so.1": "libc6 (>= 2.34)",
    "libstdc++.so.6": "libstdc++6 (>= 11)",
    "libutil.so.1": "libc6 (>= 2.34)",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Empty: the program does without it, only less (CUPS: no printers of this computer)."""


def is_of_the_system(file: str) -> bool:
    return file in PACKAGES
