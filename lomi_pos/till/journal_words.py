"""What the till says of its journal, its copies and its settings, and of the disk that they are on."""

from collections.abc import Mapping

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP

JOURNAL_SENTENCES: Mapping[str, str] = {
    # The disk
    "journal_busy": QT_TRANSLATE_NOOP("till", "The sales journal is busy. Nothing was charged. Try again in a moment."),
    "journal_full": QT_TRANSLATE_NOOP(
        "till", "The disk is full: the sale could not be written down, so nothing was charged. Free some space."
    ),
    "data_folder_unwritable": QT_TRANSLATE_NOOP(
        "till", "The till cannot open: lomi POS cannot write in the folder {path}. Call the manager."
    ),
    "journal_read_only": QT_TRANSLATE_NOOP(
        "till",
        "The data folder cannot be written to: the sale could not be written down, so nothing was charged. "
        "Ask the manager.",
    ),
    "journal_damaged": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal is damaged ({path}). Nothing was charged. Close lomi POS, start it again, and tell the "
        "manager.",
    ),
    "journal_moved": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal is not where it was ({path}): it was moved, deleted or replaced while lomi POS was open. "
        "Nothing was charged. Put it back, or close lomi POS and start it again.",
    ),
    "journal_busy_in_use": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal is busy, so the answers of lomi. cannot be kept or shown just now. A sale that waits may be "
        "paid already: do not charge it again. The till keeps trying.",
    ),
    "journal_full_in_use": QT_TRANSLATE_NOOP(
        "till",
        "The disk is full, so the answers of lomi. cannot be kept or shown. A sale that waits may be paid already: do "
        "not charge it again. Free some space; the till keeps trying.",
    ),
    "journal_read_only_in_use": QT_TRANSLATE_NOOP(
        "till",
        "The data folder cannot be written to, so the answers of lomi. cannot be kept or shown. A sale that waits may "
        "be paid already: do not charge it again. Ask the manager; the till keeps trying.",
    ),
    "journal_damaged_in_use": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal is damaged ({path}), so the answers of lomi. cannot be kept or shown. A sale that waits may "
        "be paid already: do not charge it again. Close lomi POS, start it again, and tell the manager.",
    ),
    "journal_moved_in_use": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal is not where it was ({path}), so the answers of lomi. cannot be kept or shown. A sale that "
        "waits may be paid already: do not charge it again. Put it back, or close lomi POS and start it again.",
    ),
    "journal_too_new": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal was written by a newer lomi POS ({needed}). Install that version. Nothing was changed.",
    ),
    # A copy of the journal
    "copy_restored": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal was damaged or missing. The copy of {until} took its place, and nothing was thrown away. "
        "lomi. is being asked about everything since.",
    ),
    "copy_none": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal was damaged or missing, and there is no copy of it. A new one begins at higher numbers, and "
        "nothing was thrown away. lomi. is being asked which sales are missing.",
    ),
    "copy_put_back": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal ends at {until}: it is an older copy, or its end was lost. Numbers go on higher, so that "
        "none is given twice. lomi. is being asked about everything since.",
    ),
    "copy_found": QT_TRANSLATE_NOOP(
        "till",
        "lomi. has {count} sales of this till that are missing from the journal: {numbers}. "
        "Received for them: {received}. Look for them in History, in lomi.'s lists.",
    ),
    "copy_found_one": QT_TRANSLATE_NOOP(
        "till",
        "lomi. has a sale of this till that is missing from the journal: {numbers}. "
        "Received for it: {received}. Look for it in History, in lomi.'s lists.",
    ),
    "copy_nothing_missing": QT_TRANSLATE_NOOP("till", "lomi. was asked: nothing is missing from the sales journal."),
    "copy_failed": QT_TRANSLATE_NOOP(
        "till",
        "Today's copy of the sales journal could not be made. Selling goes on. Ask the manager to look at the disk.",
    ),
    "copy_found_damage": QT_TRANSLATE_NOOP(
        "till",
        "A check found damage in the sales journal, so nothing more is charged until you close lomi POS and open it "
        "again: the last good copy takes its place, and lomi. is asked about everything since.",
    ),
    "settings_unreadable": QT_TRANSLATE_NOOP(
        "till", "The settings file cannot be read: {path}, {problem}. Correct it or move it away. Nothing was charged."
    ),
    "settings_unwritable": QT_TRANSLATE_NOOP(
        "till", "The settings cannot be kept in {path}: {problem}. The old ones stay in force."
    ),
    "settings_defaulted": QT_TRANSLATE_NOOP(
        "till",
        "The settings file has a value that cannot be used: {names}. Its default is in force; "
        "choose another in Settings, or correct the file.",
    ),
    "settings_defaulted_many": QT_TRANSLATE_NOOP(
        "till",
        "The settings file has values that cannot be used: {names}. Their defaults are in force; "
        "choose others in Settings, or correct the file.",
    ),
    "data_folder_in_use": QT_TRANSLATE_NOOP(
        "till",
        "Another lomi POS is already open on this data folder ({path}). Use that one, or close it first. "
        "Nothing was charged.",
    ),
}
