<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>format</name>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Underpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>till</name>
    <message>
        <source>Type an amount first. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Type digits only, like 5000. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An amount cannot be negative. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The amount is zero. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{currency} has no cents: type a whole amount, like 5000. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{currency} has {digits} decimals at most. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The amount is over {limit}. Check the zeros. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{currency} is not a currency that lomi. takes. Use XOF, USD or EUR. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{currency} is switched off in this shop&apos;s settings. Use {usual}. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That cannot be done with sale {number} now. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale {number} is already paid. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no lomi. key yet. Paste your secret key in Settings, or run “lomi-pos key set”, or practise with “lomi-pos --practice”. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a publishable key (lomi_pk_). The till needs the secret key, which starts with lomi_sk_. Copy it from your lomi. dashboard. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a lomi. secret key: one starts with lomi_sk_live_ or lomi_sk_test_. Copy it again, whole. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a {key_environment} key, and the address is lomi.&apos;s {url_environment} one. Use a key and an address of the same environment. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address “{url}” is not secure: it must start with https://. Correct LOMI_API_URL or the setting account.url. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{account}” is not a Network account: one starts with acct_. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. did not answer. We keep trying.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not confirmed yet, trying again. Do not start this sale again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. is busy. Trying again in {wait_s} s. Do not start this sale again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. refused: “{message}”. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. does not accept this till&apos;s key. Nothing was charged. Ask the manager to check it in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. does not know it: “{message}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. Network refused: {message}. Nothing was charged. Ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer has an unpaid lomi. invoice, so no code was made. Nothing was charged. Ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. says this sale was already sent with other details. No code can be shown. Check again, or ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. failed three times in the same way. We do not know whether the code was made; it was never shown, so nobody can have paid it. Check again, or ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale was never confirmed, and it is too old to send again. Its code was never shown. Check again, or ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale was begun with another lomi. key or account, so it cannot be finished with this one. Ask the manager to put that key back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. refused a sale that it may already have made (“{message}”). Its code was never shown. Check again, or ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. made this sale with another {what} ({theirs}) than asked ({ours}). The code is not shown. Ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money came in another currency than asked: {received} for {asked}. Do not hand it over as paid; ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lomi. answered with an address that must not be shown to a customer. No code is shown. Ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We do not know yet whether the link was made. It is looked up and never made twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sales journal is busy. Nothing was charged. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: the sale could not be written down, so nothing was charged. Free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder cannot be written to: the sale could not be written down, so nothing was charged. Ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sales journal is damaged ({path}). Nothing was charged. Keep the file and ask the manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sales journal was written by a newer lomi POS ({needed}). Install that version. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file cannot be read: {path}, {problem}. Correct it or move it away. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another lomi POS is already open on this data folder ({path}). Use that window, or close it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in lomi POS itself. The sales on disk are safe. It is in the log file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till had to restart its connection. No sale was lost; everything is being checked again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
