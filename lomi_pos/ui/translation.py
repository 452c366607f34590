"""The language of the window. It can change while the window is open: every widget hears ``LanguageChange``."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from lomi_pos.resources import resource

LANGUAGES = ("fr", "en")
_TERRITORY = {"fr": QLocale.Country.IvoryCoast, "en": QLocale.Country.UnitedKingdom}
_NAME = "lomi_pos_translator"


def speak(app: QCoreApplication, chosen: str = "") -> str:
    """Speak ``chosen`` (``fr`` or ``en``), or the system's language when it is empty; return which it is.

    Any system language but French is answered in English.
    """
    language = chosen if chosen in LANGUAGES else _system_language()
    french = language == "fr"
    QLocale.setDefault(QLocale(QLocale.Language.French if french else QLocale.Language.English, _TERRITORY[language]))
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    if french:
        translator.load(str(resource("translations/lomi_pos_fr.qm")))
    app.installTranslator(translator)
    return language


def _system_language() -> str:
    return "fr" if QLocale.system().language() is QLocale.Language.French else "en"
