"""Where slips are handed out: on paper, by WhatsApp, by e-mail, as a file. The window never waits for any of it."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from lomi_pos.till.errors import LomiPosError, PrinterTrouble, SaveTrouble, as_message
from lomi_pos.till.events import Event, PaymentReceived, ReceiptPrinted
from lomi_pos.till.phones import phone_of
from lomi_pos.till.phrases import SILENT_PRINTER, phrase_of_disk
from lomi_pos.till.ports import Clock
from lomi_pos.till.receipt import slip_of, trial_page_of
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import PrintingSection, SettingsBook, ShopSection
from lomi_pos.till.slip import Kind, Slip, file_name_of, text_of
from lomi_pos.till.words import Message
from lomi_pos.ui import share
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.documents import documents_folder
from lomi_pos.ui.printing.paper import A6, PAPERS, Paper
from lomi_pos.ui.printing.words import PaperWords

DETAILS_WAIT_S = 3.0
"""How long a receipt that prints by itself waits for lomi. to name the transaction."""

LONGEST_PRINT_S = 30.0
"""A printer that has not taken a slip by then is told as silent: out of paper, switched off, unplugged."""

FINISH_S = 5.0

_log = logging.getLogger(__name__)

PrintOut = Callable[[Slip, PrintingSection], None]


class Outlet(Enum):
    """A way to hand out a slip."""

    PRINT = "print"
    WHATSAPP = "whatsapp"
    MAIL = "mail"
    PDF = "pdf"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class _Job:
    slip: Slip
    sale: Sale | None
    by_itself: bool

    def is_same_paper(self, other: "_Job") -> bool:
        return (self.sale and self.sale.id, self.slip.kind) == (other.sale and other.sale.id, other.slip.kind)


class PrintDesk(QObject):
    """One print after the other, each in a thread of its own. Lives in the main thread.

    Signals:
        printed(Slip): the printer has taken it.
        saved(Path): where the file is.
        failed(Message): nothing came out; what it was for stands as it did.
    """

    printed = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    _done = Signal(object, object)
    _saved = Signal(object, object)

    def __init__(
        self,
        bridge: EngineBridge,
        book: SettingsBook,
        clock: Clock,
        parent: QObject | None = None,
        *,
        print_out: PrintOut | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._book = book
        self._clock = clock
        self._print_out = print_out or _print_out
        self._folder = folder
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self._gives_up_at_s = 0.0
        self._printing: Thread | None = None
        self._threads: set[Thread] = set()
        self._printed_by_itself: set[int] = set()
        self._soon: dict[int, tuple[Sale, float]] = {}
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._saved.connect(self._on_saved, Qt.ConnectionType.QueuedConnection)
        bridge.sale_changed.connect(self._on_sale_changed)

    # ------------------------------------------------------------------ commands
    @Slot(object, object)
    def hand_out(self, sale: Sale, outlet: Outlet) -> None:
        """Give the receipt of ``sale``, or its code while it waits; what cannot be is told by ``failed``."""
        try:
            slip = slip_of(sale, self._shop, PaperWords())
        except LomiPosError as refusal:
            self.failed.emit(as_message(refusal))
            return
        match outlet:
            case Outlet.PRINT:
                self._add(_Job(slip, sale, by_itself=False))
            case Outlet.WHATSAPP:
                share.open_outside(share.whatsapp_url(text_of(slip), phone_of(sale)))
            case Outlet.MAIL:
                share.open_outside(share.mail_url(self._subject(slip), text_of(slip)))
            case Outlet.PDF | Outlet.PICTURE:
                self._save(slip, outlet)

    @Slot(object)
    def print_slip(self, slip: Slip) -> None:
        """Print what belongs to no sale."""
        self._add(_Job(slip, None, by_itself=False))

    @Slot()
    def print_trial_page(self) -> None:
        self._add(_Job(trial_page_of(self._shop, PaperWords(), self._clock.now()), None, by_itself=False))

    @Slot()
    def tick(self) -> None:
        """Move what depends on the time."""
        now_s = self._clock.monotonic()
        for sale, at_s in list(self._soon.values()):
            if now_s >= at_s:
                self._print_by_itself(sale)
        if self._running is not None and now_s >= self._gives_up_at_s:
            _log.warning("The printer took nothing for %s s; it is left alone", LONGEST_PRINT_S)
            self._threads -= {self._printing}
            self._end(self._running, PrinterTrouble(SILENT_PRINTER))

    def finish(self) -> None:
        """Let what is being printed or saved come to its end, but not for long; when the window closes."""
        for thread in list(self._threads):
            thread.join(FINISH_S)
        QCoreApplication.sendPostedEvents(self)  # what came of it is still to be written down

    # ------------------------------------------------------------------ by itself
    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale, events: tuple[Event, ...]) -> None:
        """Only the news of the first money prints: what is merely read again after a start never does."""
        is_first = any(isinstance(event, PaymentReceived) for event in events) and len(sale.payments) == 1
        if is_first and self._book.settings.printing.auto and not self._was_printed(sale):
            self._printed_by_itself.add(sale.id)
            self._soon[sale.id] = (sale, self._clock.monotonic() + DETAILS_WAIT_S)
        if sale.id in self._soon:
            self._soon[sale.id] = (sale, self._soon[sale.id][1])
            if all(payment.transaction_id for payment in sale.payments):
                self._print_by_itself(sale)

    def _was_printed(self, sale: Sale) -> bool:
        on_paper = any(isinstance(event, ReceiptPrinted) and event.slip == Kind.RECEIPT for event in sale.history)
        return on_paper or sale.id in self._printed_by_itself

    def _print_by_itself(self, sale: Sale) -> None:
        del self._soon[sale.id]
        self._add(_Job(slip_of(sale, self._shop, PaperWords()), sale, by_itself=True))

    # ------------------------------------------------------------------ printing
    def _add(self, job: _Job) -> None:
        """Take the job, unless the same paper is on its way already: a key pressed twice is one receipt."""
        if any(job.is_same_paper(one) for one in (self._running, *self._waiting) if one is not None):
            return
        self._waiting.append(job)
        self._start_next()

    def _start_next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        job = self._running = self._waiting.popleft()
        self._gives_up_at_s = self._clock.monotonic() + LONGEST_PRINT_S
        self._printing = self._begin(partial(self._run, job, self._book.settings.printing))

    def _run(self, job: _Job, printing: PrintingSection) -> None:
        """In a thread of its own, which a stuck printer may hold for ever."""
        trouble: BaseException | None = None
        try:
            self._print_out(job.slip, printing)
        except PrinterTrouble as known:
            trouble = known
        except Exception as unknown:  # noqa: BLE001  a bug must not leave the desk waiting for this thread
            _log.exception("A slip could not be printed")
            trouble = unknown
        self._done.emit(job, trouble)

    @Slot(object, object)
    def _on_done(self, job: _Job, trouble: BaseException | None) -> None:
        if job is self._running:
            self._end(job, trouble)

    def _end(self, job: _Job, trouble: BaseException | None) -> None:
        self._running = None
        if trouble is not None:
            self.failed.emit(_told(job, trouble))
        else:
            if job.sale is not None:
                self._bridge.note_printed(job.sale.id, job.slip.kind.value, by_itself=job.by_itself)
            self.printed.emit(job.slip)
        self._start_next()

    # ------------------------------------------------------------------ files
    def _save(self, slip: Slip, outlet: Outlet) -> None:
        folder = self._folder or documents_folder()
        ending = "pdf" if outlet is Outlet.PDF else "png"
        path = folder / f"{file_name_of(slip)}-{self._clock.now().astimezone():%Y-%m-%d}.{ending}"
        paper = PAPERS[self._book.settings.printing.paper]
        self._begin(partial(self._write, slip, path, A6 if paper.is_roll else paper))

    def _write(self, slip: Slip, path: Path, paper: Paper) -> None:
        """In a thread of its own: a disk may take seconds."""
        from lomi_pos.ui.printing.sheets import save_pdf, save_picture  # noqa: PLC0415  only once it is wanted

        trouble: BaseException | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_saved = save_pdf(slip, paper, path) if path.suffix == ".pdf" else save_picture(slip, path)
            trouble = None if is_saved else SaveTrouble(phrase_of_disk(OSError()))
        except OSError as error:
            trouble = SaveTrouble(phrase_of_disk(error))
        self._saved.emit(path, trouble)

    @Slot(object, object)
    def _on_saved(self, path: Path, trouble: BaseException | None) -> None:
        if trouble is None:
            self.saved.emit(path)
        else:
            self.failed.emit(as_message(trouble))

    # ------------------------------------------------------------------ its parts
    def _begin(self, errand: Callable[[], None]) -> Thread:
        self._threads = {thread for thread in self._threads if thread.is_alive()}
        thread = Thread(target=errand, name="lomi-printing", daemon=True)
        self._threads.add(thread)
        thread.start()
        return thread

    @property
    def _shop(self) -> ShopSection:
        return self._book.settings.shop

    def _subject(self, slip: Slip) -> str:
        return " ".join(part for part in (slip.title, self._shop.name) if part)


def _told(job: _Job, trouble: BaseException) -> Message:
    """It is read above whatever sale is in front by then, so it names the one that the paper was for."""
    if not isinstance(trouble, PrinterTrouble):
        return as_message(trouble)
    values = dict(trouble.message.values)
    if job.sale is not None:
        values |= {"number": job.sale.number, "amount": str(job.sale.amount)}
    if job.slip.kind is Kind.RECEIPT and job.sale is not None and job.sale.is_paid_exactly:
        return Message("not_printed_paid", values)
    return Message(f"not_printed_{job.slip.kind}", values)


def _print_out(slip: Slip, printing: PrintingSection) -> None:
    from lomi_pos.ui.printing.printers import print_out  # noqa: PLC0415  QtPrintSupport, only once it is wanted

    print_out(slip, printing)
