"""The floor of bench/size.py: a PySide6 window, with what any till of this kind has to import."""

import sys

import httpx
import keyring
import qrcode
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel

if sys.platform == "linux":
    import keyring.backends.SecretService

application = QApplication(sys.argv)
window = QLabel(f"{httpx.__version__} {qrcode.QRCode} {Image.MIME} {keyring.get_password}")
window.show()
if "--once" not in sys.argv:
    sys.exit(application.exec())
