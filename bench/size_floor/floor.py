"""The floor of bench/size.py: a PySide6 window that can do what any till of this kind has to.

It asks over HTTPS, draws a QR code, writes a picture, and finds the keychain: imports alone would not say whether the
files that these libraries need are there.
"""

import io
import ssl
import sys

import httpx
import keyring
import qrcode
from PIL import Image
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel

if sys.platform == "linux":
    import keyring.backends.SecretService

line = httpx.Client(verify=ssl.create_default_context())  # the system's authorities, as lomi POS
code = qrcode.QRCode()
code.add_data(f"{httpx.__version__} {keyring.get_password}")
picture = Image.new("RGB", (200, 200), "white")
picture.paste(code.make_image().get_image(), (0, 0))
written = io.BytesIO()
picture.save(written, "PNG")

application = QApplication(sys.argv)
window = QLabel()
drawn = QPixmap()
if not drawn.loadFromData(written.getvalue()):
    sys.exit("the code was not drawn")
window.setPixmap(drawn)
window.show()
if "--once" not in sys.argv:
    sys.exit(application.exec())
line.close()
