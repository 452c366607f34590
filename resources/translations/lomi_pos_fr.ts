<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AccountPage</name>
    <message>
        <source>lomi. account</source>
        <translation>Compte lomi.</translation>
    </message>
    <message>
        <source>Copy your secret key from your lomi. dashboard and paste it here.</source>
        <translation>Copiez la clé secrète de votre tableau de bord lomi. et collez-la ici.</translation>
    </message>
    <message>
        <source>Key in use</source>
        <translation>Clé utilisée</translation>
    </message>
    <message>
        <source>Paste another key</source>
        <translation>Coller une autre clé</translation>
    </message>
    <message>
        <source>It is checked, kept, and never shown again.</source>
        <translation>Elle est vérifiée, gardée, et n’est plus jamais affichée.</translation>
    </message>
    <message>
        <source>Network account</source>
        <translation>Compte Network</translation>
    </message>
    <message>
        <source>Only for a Network operator who charges for another shop. It starts with acct_.</source>
        <translation>Seulement pour un opérateur Network qui encaisse pour une autre boutique. Il commence par acct_.</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Press again to forget it</source>
        <translation>Appuyez encore pour l’oublier</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>Oublier la clé</translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation>Pas encore de clé</translation>
    </message>
    <message>
        <source>Paste your key</source>
        <translation>Coller votre clé</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>lomi. accepts this key.</source>
        <translation>lomi. accepte cette clé.</translation>
    </message>
    <message>
        <source>Connected: {providers}</source>
        <translation>Connectés&#xa0;: {providers}</translation>
    </message>
    <message>
        <source>A Network account starts with acct_. Nothing was changed.</source>
        <translation>Un compte Network commence par acct_. Rien n’a été changé.</translation>
    </message>
</context>
<context>
    <name>CashForm</name>
    <message>
        <source>Given back in cash</source>
        <translation>Rendu en espèces</translation>
    </message>
    <message>
        <source>What you handed to the customer</source>
        <translation>Ce que vous avez remis au client</translation>
    </message>
    <message>
        <source>Count it out first, then note it. The note says which till the cash came from, and when. It moves no money at lomi.</source>
        <translation>Comptez et remettez l’argent d’abord, puis notez-le. La note dit de quelle caisse il vient, et quand. Elle ne déplace pas d’argent chez lomi.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Undo the last note</source>
        <translation>Annuler la dernière note</translation>
    </message>
    <message>
        <source>Writing it down…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Note it as given back</source>
        <translation>Noter comme rendu</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Received {received} for {asked}: {more} too much.</source>
        <translation>Reçu {received} pour {asked}&#xa0;: {more} de trop.</translation>
    </message>
    <message>
        <source>Received {received} for {asked}. The shop has {kept} of it.</source>
        <translation>Reçu {received} pour {asked}. La boutique en garde {kept}.</translation>
    </message>
    <message>
        <source>Noted: {amount} at {time}, till {till}</source>
        <translation>Noté&#xa0;: {amount} le {time}, caisse {till}</translation>
    </message>
</context>
<context>
    <name>CopyRow</name>
    <message>
        <source>Copy: {what}</source>
        <translation>Copier&#xa0;: {what}</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Counter</source>
        <translation>Comptoir</translation>
    </message>
    <message>
        <source>A code is good for</source>
        <translation>Validité d’un code</translation>
    </message>
    <message>
        <source>Customers pay with</source>
        <translation>Les clients paient avec</translation>
    </message>
    <message>
        <source>None ticked: everything that is connected to the account.</source>
        <translation>Rien de coché&#xa0;: tout ce qui est connecté au compte.</translation>
    </message>
    <message>
        <source>Minutes. lomi. may decide otherwise: the screen counts down to lomi.&apos;s own time.</source>
        <translation>En minutes. lomi. peut en décider autrement&#xa0;: l’écran suit l’heure de lomi.</translation>
    </message>
    <message>
        <source>Back to an empty sale after</source>
        <translation>Retour à une vente vide</translation>
    </message>
    <message>
        <source>Seconds after it is paid.</source>
        <translation>Secondes après le paiement.</translation>
    </message>
    <message>
        <source>Show today&apos;s total on the counter</source>
        <translation>Montrer le total du jour au comptoir</translation>
    </message>
    <message>
        <source>Today&apos;s total</source>
        <translation>Total du jour</translation>
    </message>
    <message>
        <source>Sound a tone</source>
        <translation>Jouer un son</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>One when a sale is paid, another one when something is wrong.</source>
        <translation>Un son quand une vente est payée, un autre quand quelque chose ne va pas.</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Hear: paid</source>
        <translation>Écouter&#xa0;: payé</translation>
    </message>
    <message>
        <source>Hear: problem</source>
        <translation>Écouter&#xa0;: problème</translation>
    </message>
    <message>
        <source>Where there is a touch screen</source>
        <translation>S’il y a un écran tactile</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Keypad on screen</source>
        <translation>Clavier à l’écran</translation>
    </message>
</context>
<context>
    <name>CustomerDisplay</name>
    <message>
        <source>There is no code to show yet. Charge an amount, then press F6.</source>
        <translation>Il n’y a pas encore de code à montrer. Encaissez un montant, puis appuyez sur F6.</translation>
    </message>
    <message>
        <source>The customer&apos;s screen is gone. Show the code on this one with F6.</source>
        <translation>L’écran du client n’est plus branché. Montrez le code sur celui-ci avec F6.</translation>
    </message>
</context>
<context>
    <name>CustomerFields</name>
    <message>
        <source>Customer&apos;s name</source>
        <translation>Nom du client</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>Téléphone du client</translation>
    </message>
    <message>
        <source>Customer&apos;s e-mail</source>
        <translation>E-mail du client</translation>
    </message>
    <message>
        <source>Customers at lomi.</source>
        <translation>Clients chez lomi.</translation>
    </message>
    <message>
        <source>This does not look like an e-mail address, as awa@example.com does. It is sent as it stands.</source>
        <translation>Cela ne ressemble pas à une adresse e-mail (awa@example.com). Le texte est envoyé tel quel.</translation>
    </message>
    <message>
        <source>lomi. cannot be asked for customers now.</source>
        <translation>Les clients de lomi. ne peuvent pas être consultés pour le moment.</translation>
    </message>
    <message>
        <source>Known at lomi.: arrow down and Enter to take one.</source>
        <translation>Connus de lomi.&#xa0;: flèche vers le bas puis Entrée pour en choisir un.</translation>
    </message>
</context>
<context>
    <name>CustomerScreenField</name>
    <message>
        <source>Test</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Customer&apos;s screen</source>
        <translation>Écran du client</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>{name} (not plugged in)</source>
        <translation>{name} (débranché)</translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message>
        <source>Pay with your phone: Wave, Orange Money, MTN or card</source>
        <translation>Payez avec votre téléphone&#xa0;: Wave, Orange Money, MTN ou carte</translation>
    </message>
    <message>
        <source>PRACTICE: no real money</source>
        <translation>ENTRAÎNEMENT&#xa0;: pas d’argent réel</translation>
    </message>
    <message>
        <source>TEST: no real money</source>
        <translation>TEST&#xa0;: pas d’argent réel</translation>
    </message>
    <message>
        <source>QR code to pay {amount}</source>
        <translation>Code QR pour payer {amount}</translation>
    </message>
    <message>
        <source>Scan the code with your phone and pay</source>
        <translation>Scannez le code avec votre téléphone et payez</translation>
    </message>
    <message>
        <source>Your phone must show {host}</source>
        <translation>Votre téléphone doit afficher {host}</translation>
    </message>
    <message>
        <source>Paid, thank you</source>
        <translation>Payé, merci</translation>
    </message>
    <message>
        <source>Please speak to the cashier.</source>
        <translation>Adressez-vous à la caisse, s’il vous plaît.</translation>
    </message>
</context>
<context>
    <name>DealtWithButton</name>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Undo: not dealt with</source>
        <translation>Annuler&#xa0;: pas traité</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>Traité</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Asking lomi. …</source>
        <translation>On demande à lomi. …</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Show the code</source>
        <translation>Afficher le code</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copier pour l’assistance</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Rembourser…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>The code of this session</source>
        <translation>Le code de cette session</translation>
    </message>
</context>
<context>
    <name>Digests</name>
    <message>
        <source>This payment was not made for a sale of this till.</source>
        <translation>Ce paiement ne vient pas d’une vente de cette caisse.</translation>
    </message>
    <message>
        <source>This code was not made for a sale of this till.</source>
        <translation>Ce code n’a pas été créé pour une vente de cette caisse.</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>Cette caisse</translation>
    </message>
    <message>
        <source>Made elsewhere</source>
        <translation>Faite ailleurs</translation>
    </message>
    <message>
        <source>Given back: {amount}</source>
        <translation>Remboursé&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>The refund of {amount} is on its way to lomi.</source>
        <translation>Le remboursement de {amount} est en route vers lomi.</translation>
    </message>
    <message>
        <source>Received {received} of {asked}, less {discount} with a coupon</source>
        <translation>Reçu {received} sur {asked}, remise de {discount} par code promo</translation>
    </message>
    <message>
        <source>Received {received} of {asked}</source>
        <translation>Reçu {received} sur {asked}</translation>
    </message>
    <message>
        <source>Received {received}, given back {refunded}</source>
        <translation>Reçu {received}, remboursé {refunded}</translation>
    </message>
    <message>
        <source>Received {received}, given back {refunded}, not from this till: lomi. says so.</source>
        <translation>{received} reçus, {refunded} rendus, mais pas depuis cette caisse&#xa0;: c’est lomi. qui le dit.</translation>
    </message>
    <message>
        <source>Received {received}, given back in cash {cash}.</source>
        <translation>Reçu {received}, rendu en espèces {cash}.</translation>
    </message>
</context>
<context>
    <name>EndedView</name>
    <message>
        <source>New sale</source>
        <translation>Nouvelle vente</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier encore</translation>
    </message>
    <message>
        <source>Ask on the phone again</source>
        <translation>Redemander sur le téléphone</translation>
    </message>
    <message>
        <source>New code for the same sale</source>
        <translation>Nouveau code pour la même vente</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
</context>
<context>
    <name>EngineNews</name>
    <message>
        <source>Code for {amount} is on the screen</source>
        <translation>Le code pour {amount} est à l’écran</translation>
    </message>
    <message>
        <source>The customer is asked for {amount} on their phone</source>
        <translation>Le téléphone du client demande {amount}</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>CSV, for any program</source>
        <translation>CSV, pour tous les programmes</translation>
    </message>
    <message>
        <source>Excel (XLSX)</source>
        <translation>Excel (XLSX)</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Reading the whole list for the export, {count} rows so far. The file is written at its end.</source>
        <translation>Lecture de toute la liste pour l’export&#xa0;: {count} lignes pour l’instant. Le fichier est écrit à la fin.</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was saved; the rows that were read are still here.</source>
        <translation>L’export a été arrêté. Rien n’a été enregistré&#xa0;; les lignes déjà lues restent affichées.</translation>
    </message>
    <message>
        <source>{problem} {count} rows were read and nothing was saved. Export again to read on from there.</source>
        <translation>{problem} {count} lignes ont été lues et rien n’a été enregistré. Relancez l’export pour reprendre à cet endroit.</translation>
    </message>
    <message>
        <source>{count} row is saved in {path}</source>
        <translation>{count} ligne est enregistrée dans {path}</translation>
    </message>
    <message>
        <source>{count} rows are saved in {path}</source>
        <translation>{count} lignes sont enregistrées dans {path}</translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation>La connexion s’est coupée.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Caissier</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Demandé</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Payment {count}</source>
        <translation>Paiement {count}</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Moyen de paiement</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Frais</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Net</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaction</translation>
    </message>
    <message>
        <source>Checkout session</source>
        <translation>Session de paiement</translation>
    </message>
    <message>
        <source>Payment link</source>
        <translation>Lien de paiement</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code {count}</source>
        <translation>Code {count}</translation>
    </message>
    <message>
        <source>Request on the phone</source>
        <translation>Demande sur le téléphone</translation>
    </message>
    <message>
        <source>Request on the phone {count}</source>
        <translation>Demande sur le téléphone {count}</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Valable jusqu’à</translation>
    </message>
    <message>
        <source>Status at lomi.</source>
        <translation>État chez lomi.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Références</translation>
    </message>
    <message>
        <source>Provider&apos;s transaction</source>
        <translation>Transaction de l’opérateur</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Métadonnées</translation>
    </message>
    <message>
        <source>For the Network account</source>
        <translation>Pour le compte Network</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Remboursement</translation>
    </message>
    <message>
        <source>Refund at lomi.</source>
        <translation>Remboursement chez lomi.</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Remise</translation>
    </message>
    <message>
        <source>Fee&apos;s name</source>
        <translation>Nom des frais</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantité</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Also said by lomi.</source>
        <translation>Aussi indiqué par lomi.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Provider&apos;s page</source>
        <translation>Page de l’opérateur</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Refund not made at this till</source>
        <translation>Remboursement fait ailleurs qu’à cette caisse</translation>
    </message>
    <message>
        <source>Given back in cash</source>
        <translation>Rendu en espèces</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Moyens proposés</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search history</source>
        <translation>Chercher dans l’historique</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Filtrer par état</translation>
    </message>
    <message>
        <source>Filter by provider</source>
        <translation>Filtrer par moyen de paiement</translation>
    </message>
    <message>
        <source>From: any date</source>
        <translation>Du&#xa0;: toutes dates</translation>
    </message>
    <message>
        <source>From this date</source>
        <translation>À partir du</translation>
    </message>
    <message>
        <source>To: any date</source>
        <translation>Au&#xa0;: toutes dates</translation>
    </message>
    <message>
        <source>To this date</source>
        <translation>Jusqu’au</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>En suspens</translation>
    </message>
    <message>
        <source>All providers</source>
        <translation>Tous les moyens</translation>
    </message>
    <message>
        <source>Search: 12500, A-041, orange, a name, yesterday</source>
        <translation>Chercher&#xa0;: 12500, A-041, orange, un nom, hier</translation>
    </message>
</context>
<context>
    <name>FirstRunView</name>
    <message>
        <source>First start</source>
        <translation>Premier démarrage</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>Nom de la boutique</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caisse</translation>
    </message>
    <message>
        <source>One letter; every till of the shop has its own.</source>
        <translation>Une lettre&#xa0;; chaque caisse de la boutique a la sienne.</translation>
    </message>
    <message>
        <source>Or paste the secret key of your lomi. account</source>
        <translation>Ou collez la clé secrète de votre compte lomi.</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>Clé secrète</translation>
    </message>
    <message>
        <source>for example: Boutique Awa</source>
        <translation>par exemple&#xa0;: Boutique Awa</translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation>S’entraîner d’abord</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation>Votre boutique</translation>
    </message>
    <message>
        <source>Customers see this name when they pay.</source>
        <translation>Les clients voient ce nom quand ils paient.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>C’est prêt</translation>
    </message>
    <message>
        <source>Practice needs no key and moves no money. You can paste your key any day, in Settings.</source>
        <translation>L’entraînement se fait sans clé et sans argent réel. Vous pourrez coller votre clé plus tard, dans les Réglages.</translation>
    </message>
    <message>
        <source>Start selling</source>
        <translation>Commencer à encaisser</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>The till is one letter from A to Z, but not P: that is practice&apos;s.</source>
        <translation>La caisse est une lettre de A à Z, sauf P&#xa0;: c’est celle de l’entraînement.</translation>
    </message>
    <message>
        <source>It is checked, kept, and never shown again.</source>
        <translation>Elle est vérifiée, gardée, et n’est plus jamais affichée.</translation>
    </message>
    <message>
        <source>This key was refused by lomi. Copy it again, whole, from your lomi. dashboard.</source>
        <translation>lomi. a refusé cette clé. Recopiez-la en entier depuis votre tableau de bord lomi.</translation>
    </message>
    <message>
        <source>lomi. does not answer, so this key is not checked yet. Check the Wi-Fi or the router; the till checks it by itself as soon as lomi. answers.</source>
        <translation>lomi. ne répond pas&#xa0;: cette clé n’est pas encore vérifiée. Regardez le Wi-Fi ou la box&#xa0;; la caisse la vérifie toute seule dès que lomi. répond.</translation>
    </message>
</context>
<context>
    <name>Flash</name>
    <message>
        <source>{number}: {word}, {amount}</source>
        <translation>{number}&#xa0;: {word}, {amount}</translation>
    </message>
    <message>
        <source>{count} sales paid: {numbers}</source>
        <translation>{count} ventes payées&#xa0;: {numbers}</translation>
    </message>
</context>
<context>
    <name>HistoryExport</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Moyen de paiement</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>Payée à</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Caissier</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventes</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Frais</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Net</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaction</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transactions</translation>
    </message>
    <message>
        <source>Refunded by lomi.</source>
        <translation>Remboursé par lomi.</translation>
    </message>
    <message>
        <source>Given back in cash</source>
        <translation>Rendu en espèces</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Valable jusqu’au</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Checkout session</source>
        <translation>Session de paiement</translation>
    </message>
    <message>
        <source>Checkout sessions</source>
        <translation>Sessions de paiement</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>updated {time}</source>
        <translation>mis à jour à {time}</translation>
    </message>
    <message>
        <source>No connection: this is what the till knows.</source>
        <translation>Pas de connexion&#xa0;: voici ce que la caisse sait.</translation>
    </message>
    <message>
        <source>No connection: lomi.&apos;s transactions come when it is back.</source>
        <translation>Pas de connexion&#xa0;: les transactions de lomi. viendront à son retour.</translation>
    </message>
    <message>
        <source>No connection: this is what lomi. said at {time}.</source>
        <translation>Pas de connexion&#xa0;: voici ce que lomi. disait à {time}.</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Arrêter l’export</translation>
    </message>
    <message>
        <source>No connection: lomi.&apos;s checkout sessions come when it is back.</source>
        <translation>Pas de connexion&#xa0;: les sessions de paiement de lomi. s’afficheront à son retour.</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>three zeros</source>
        <translation>trois zéros</translation>
    </message>
    <message>
        <source>take the last figure away</source>
        <translation>effacer le dernier chiffre</translation>
    </message>
    <message>
        <source>clear the amount</source>
        <translation>effacer le montant</translation>
    </message>
    <message>
        <source>add to the sum</source>
        <translation>ajouter à la somme</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>The keys</source>
        <translation>Les touches</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>0 to 9</source>
        <translation>0 à 9</translation>
    </message>
    <message>
        <source>the amount</source>
        <translation>le montant</translation>
    </message>
    <message>
        <source>three zeros</source>
        <translation>trois zéros</translation>
    </message>
    <message>
        <source>add to the sum</source>
        <translation>ajouter à la somme</translation>
    </message>
    <message>
        <source>take the last line back</source>
        <translation>retirer la dernière ligne</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>charge, or next sale</source>
        <translation>encaisser, ou vente suivante</translation>
    </message>
    <message>
        <source>clear, then back to the sale</source>
        <translation>effacer, puis revenir à la vente</translation>
    </message>
    <message>
        <source>Tab or /</source>
        <translation>Tab ou /</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>new sale; the others keep waiting</source>
        <translation>nouvelle vente&#xa0;; les autres attendent toujours</translation>
    </message>
    <message>
        <source>history</source>
        <translation>historique</translation>
    </message>
    <message>
        <source>ask lomi. now whether it is paid</source>
        <translation>demander tout de suite à lomi. si c’est payé</translation>
    </message>
    <message>
        <source>the code for the customer: on their screen, or this one turned round</source>
        <translation>le code pour le client&#xa0;: sur son écran, ou celui-ci tourné vers lui</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>copy the link of the code</source>
        <translation>copier le lien du code</translation>
    </message>
    <message>
        <source>Alt+1 to 9</source>
        <translation>Alt+1 à 9</translation>
    </message>
    <message>
        <source>show an open sale</source>
        <translation>afficher une vente en cours</translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation>Ctrl+Tab</translation>
    </message>
    <message>
        <source>the next open sale</source>
        <translation>la vente en cours suivante</translation>
    </message>
    <message>
        <source>F10 or Ctrl+,</source>
        <translation>F10 ou Ctrl+,</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>save what the history shows, for Excel or another program</source>
        <translation>enregistrer ce que montre l’historique, pour Excel ou un autre logiciel</translation>
    </message>
    <message>
        <source>this sheet</source>
        <translation>cette page</translation>
    </message>
    <message>
        <source>payment links</source>
        <translation>liens de paiement</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>print the receipt, or the code</source>
        <translation>imprimer le reçu, ou le code</translation>
    </message>
    <message>
        <source>options of the sale: title, customer, ways to pay, minutes</source>
        <translation>options de la vente&#xa0;: titre, client, moyens de paiement, minutes</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>réglages</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>send the link, or the receipt</source>
        <translation>envoyer le lien, ou le reçu</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>another code for the same sale</source>
        <translation>un autre code pour la même vente</translation>
    </message>
    <message>
        <source>Ctrl+Del</source>
        <translation>Ctrl+Suppr</translation>
    </message>
    <message>
        <source>cancel the sale in front</source>
        <translation>annuler la vente affichée</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>open the customer&apos;s page in the browser</source>
        <translation>ouvrir la page du client dans le navigateur</translation>
    </message>
    <message>
        <source>Ctrl+1 to 6</source>
        <translation>Ctrl+1 à 6</translation>
    </message>
    <message>
        <source>play the customer: pay, be refused, …</source>
        <translation>jouer le client&#xa0;: payer, être refusé…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>give a payment back</source>
        <translation>rembourser un paiement</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>note what was given back in cash</source>
        <translation>noter ce qui a été rendu en espèces</translation>
    </message>
    <message>
        <source>a payment that needed someone is dealt with; once more takes it back</source>
        <translation>un paiement à vérifier est traité&#xa0;; une seconde fois pour annuler</translation>
    </message>
</context>
<context>
    <name>LinkDetail</name>
    <message>
        <source>Asking lomi. …</source>
        <translation>On demande à lomi. …</translation>
    </message>
    <message>
        <source>Payment link</source>
        <translation>Lien de paiement</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Chercher encore</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Ouvrir la page</translation>
    </message>
    <message>
        <source>Save PNG</source>
        <translation>Enregistrer en PNG</translation>
    </message>
    <message>
        <source>Save SVG</source>
        <translation>Enregistrer en SVG</translation>
    </message>
    <message>
        <source>Print poster</source>
        <translation>Imprimer l’affiche</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>The code of this link</source>
        <translation>Le code QR de ce lien</translation>
    </message>
    <message>
        <source>This link can be paid more than once. For a customer at the counter, make a sale instead.</source>
        <translation>Ce lien peut être payé plusieurs fois. Pour un client au comptoir, faites plutôt une vente.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>lomi.&apos;s number</source>
        <translation>Numéro chez lomi.</translation>
    </message>
    <message>
        <source>This computer has no program for that. Copy the link instead.</source>
        <translation>Cet ordinateur n’a pas de programme pour cela. Copiez plutôt le lien.</translation>
    </message>
    <message>
        <source>Not saved in {folder}: {problem}</source>
        <translation>Non enregistré dans {folder}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Enregistré&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Save poster</source>
        <translation>Enregistrer l’affiche</translation>
    </message>
    <message>
        <source>Paper of the poster</source>
        <translation>Papier de l’affiche</translation>
    </message>
</context>
<context>
    <name>LinkFilters</name>
    <message>
        <source>Search: a title, 12500</source>
        <translation>Chercher&#xa0;: un titre, 12500</translation>
    </message>
    <message>
        <source>Search payment links</source>
        <translation>Chercher dans les liens de paiement</translation>
    </message>
    <message>
        <source>Filter by type</source>
        <translation>Filtrer par type</translation>
    </message>
    <message>
        <source>Filter by whether they can be paid</source>
        <translation>Filtrer selon que le lien peut être payé</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Tous les types</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>All links</source>
        <translation>Tous les liens</translation>
    </message>
    <message>
        <source>Can be paid</source>
        <translation>Payable</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminé</translation>
    </message>
</context>
<context>
    <name>LinksModel</name>
    <message>
        <source>Made</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Product&apos;s price</source>
        <translation>Prix du produit</translation>
    </message>
    <message>
        <source>Customer&apos;s choice</source>
        <translation>Au choix du client</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Incertain</translation>
    </message>
    <message>
        <source>Being made…</source>
        <translation>Création…</translation>
    </message>
    <message>
        <source>Can be paid</source>
        <translation>Payable</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminé</translation>
    </message>
</context>
<context>
    <name>LinksPane</name>
    <message>
        <source>Payment links</source>
        <translation>Liens de paiement</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>Nouveau lien</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>updated {time}</source>
        <translation>mis à jour à {time}</translation>
    </message>
    <message>
        <source>Asking lomi. …</source>
        <translation>On demande à lomi. …</translation>
    </message>
    <message>
        <source>No connection: these are the links that the till knows.</source>
        <translation>Pas de connexion&#xa0;: voici les liens que la caisse connaît.</translation>
    </message>
    <message>
        <source>No connection: this is what lomi. said at {time}.</source>
        <translation>Pas de connexion&#xa0;: voici ce que lomi. disait à {time}.</translation>
    </message>
    <message>
        <source>No payment link like this. Search for less, or choose all types and all links.</source>
        <translation>Aucun lien de paiement comme celui-là. Cherchez moins de mots, ou choisissez tous les types et tous les liens.</translation>
    </message>
    <message>
        <source>No payment link yet. Ctrl+N makes one: to send to a customer, or to print as a poster with its code.</source>
        <translation>Pas encore de lien de paiement. Ctrl+N en crée un&#xa0;: à envoyer à un client, ou à imprimer en affiche avec son code.</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>This till&apos;s sales</source>
        <translation>Ventes de cette caisse</translation>
    </message>
    <message>
        <source>lomi.&apos;s transactions</source>
        <translation>Transactions de lomi.</translation>
    </message>
    <message>
        <source>Checkout sessions</source>
        <translation>Sessions de paiement</translation>
    </message>
    <message>
        <source>Look at all dates</source>
        <translation>Voir toutes les dates</translation>
    </message>
    <message>
        <source>Asking lomi. …</source>
        <translation>On demande à lomi. …</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Rien trouvé.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>PRACTICE: no real money</source>
        <translation>ENTRAÎNEMENT&#xa0;: pas d’argent réel</translation>
    </message>
</context>
<context>
    <name>MetadataRows</name>
    <message>
        <source>Metadata for your own books (name, value)</source>
        <translation>Métadonnées pour vos comptes (nom, valeur)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Metadata {count}, name</source>
        <translation>Métadonnée {count}, nom</translation>
    </message>
    <message>
        <source>Metadata {count}, value</source>
        <translation>Métadonnée {count}, valeur</translation>
    </message>
</context>
<context>
    <name>NewLinkForm</name>
    <message>
        <source>New payment link</source>
        <translation>Nouveau lien de paiement</translation>
    </message>
    <message>
        <source>A link can be shared and printed, and paid more than once, by anyone who has it. For a customer at the counter, make a sale instead.</source>
        <translation>Un lien se partage et s’imprime, et tous ceux qui l’ont peuvent le payer, plusieurs fois. Pour un client au comptoir, faites plutôt une vente.</translation>
    </message>
    <message>
        <source>An amount</source>
        <translation>Un montant</translation>
    </message>
    <message>
        <source>A product</source>
        <translation>Un produit</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>Montant en {currency}</translation>
    </message>
    <message>
        <source>Product and price</source>
        <translation>Produit et prix</translation>
    </message>
    <message>
        <source>Title, as the customer reads it</source>
        <translation>Titre, tel que le client le lit</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Ends after</source>
        <translation>Se termine après</translation>
    </message>
    <message>
        <source>Page after the payment</source>
        <translation>Page après le paiement</translation>
    </message>
    <message>
        <source>Page when the customer gives up</source>
        <translation>Page si le client abandonne</translation>
    </message>
    <message>
        <source> days</source>
        <translation> jours</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Take coupon codes</source>
        <translation>Accepter les codes promo</translation>
    </message>
    <message>
        <source>Let the customer choose how many</source>
        <translation>Laisser le client choisir la quantité</translation>
    </message>
    <message>
        <source>Ask for a billing address</source>
        <translation>Demander une adresse de facturation</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Création…</translation>
    </message>
    <message>
        <source>Make the link</source>
        <translation>Créer le lien</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>No product is known. Products are made on lomi.&apos;s dashboard.</source>
        <translation>Aucun produit connu. Les produits se créent sur le tableau de bord de lomi.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Balances and fees</source>
        <translation>Soldes et frais</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>Network account</source>
        <translation>Compte Network</translation>
    </message>
    <message>
        <source>Ways to pay</source>
        <translation>Moyens de paiement</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Solde</translation>
    </message>
    <message>
        <source>Fees of the last payments</source>
        <translation>Frais des derniers paiements</translation>
    </message>
    <message>
        <source>At lomi.</source>
        <translation>Chez lomi.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Redemander</translation>
    </message>
    <message>
        <source>None: the till sells for its own shop</source>
        <translation>Aucun&#xa0;: la caisse vend pour sa propre boutique</translation>
    </message>
    <message>
        <source>Nothing has come in yet.</source>
        <translation>Rien n’est encore arrivé.</translation>
    </message>
    <message>
        <source>No payment with a fee yet.</source>
        <translation>Aucun paiement avec frais pour l’instant.</translation>
    </message>
    <message>
        <source>None is connected.</source>
        <translation>Aucun n’est connecté.</translation>
    </message>
    <message>
        <source>lomi. does not say.</source>
        <translation>lomi. ne le dit pas.</translation>
    </message>
    <message>
        <source>lomi. does not tell this of a Network account.</source>
        <translation>lomi. ne le dit pas pour un compte Network.</translation>
    </message>
    <message>
        <source>lomi. does not tell this with this key.</source>
        <translation>lomi. ne le dit pas avec cette clé.</translation>
    </message>
    <message>
        <source>lomi. could not be asked just now.</source>
        <translation>lomi. n’a pas pu être consulté à l’instant.</translation>
    </message>
    <message>
        <source>Asking lomi.…</source>
        <translation>Consultation de lomi.…</translation>
    </message>
    <message>
        <source>Updated {time}</source>
        <translation>Mis à jour à {time}</translation>
    </message>
    <message>
        <source>{available}, and {pending} on the way</source>
        <translation>{available}, et {pending} en chemin</translation>
    </message>
    <message>
        <source>{provider}: {fee} of {gross} ({rate} %), {count} payments</source>
        <translation>{provider}&#xa0;: {fee} sur {gross} ({rate}&#xa0;%), {count} paiements</translation>
    </message>
    <message>
        <source>{provider}: {fee} of {gross} ({rate} %), 1 payment</source>
        <translation>{provider}&#xa0;: {fee} sur {gross} ({rate}&#xa0;%), 1 paiement</translation>
    </message>
</context>
<context>
    <name>PaidView</name>
    <message>
        <source>Next sale</source>
        <translation>Vente suivante</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Rembourser…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
</context>
<context>
    <name>Paperwork</name>
    <message>
        <source>Printed: {title}.</source>
        <translation>Imprimé&#xa0;: {title}.</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Enregistré&#xa0;: {path}</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>lomi. account</source>
        <translation>Compte lomi.</translation>
    </message>
    <message>
        <source>This is practice: it needs no key, and nothing of it reaches your lomi. account.</source>
        <translation>Ici, on s’entraîne&#xa0;: pas besoin de clé, et rien ne touche votre compte lomi.</translation>
    </message>
    <message>
        <source>The window opens anew to sell, with your key or a field to paste it in. The practice sales stay as they are, for the next time you practise.</source>
        <translation>La fenêtre s’ouvre à nouveau pour vendre, avec votre clé ou un champ où la coller. Les ventes d’entraînement restent là pour la prochaine fois.</translation>
    </message>
    <message>
        <source>To sell</source>
        <translation>Pour vendre</translation>
    </message>
    <message>
        <source>Leave practice and sell</source>
        <translation>Quitter l’entraînement et vendre</translation>
    </message>
</context>
<context>
    <name>PrintingPage</name>
    <message>
        <source>The printer has taken the test page.</source>
        <translation>L’imprimante a pris la page d’essai.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>Choose one of this computer&apos;s, or type where a till printer is: tcp:192.168.1.50, file:/dev/usb/lp0, serial:/dev/rfcomm0, usb:04b8:0e15.</source>
        <translation>Choisissez une imprimante de cet ordinateur, ou tapez l’adresse d’une imprimante de caisse&#xa0;: tcp:192.168.1.50, file:/dev/usb/lp0, serial:/dev/rfcomm0, usb:04b8:0e15.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Print each receipt as soon as the sale is paid</source>
        <translation>Imprimer dès que la vente est payée</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Imprimer une page d’essai</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>Below each receipt</source>
        <translation>Au bas de chaque reçu</translation>
    </message>
    <message>
        <source>Up to {count} lines.</source>
        <translation>{count} lignes au plus.</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>A PNG or JPEG file; it is printed in black and white.</source>
        <translation>Un fichier PNG ou JPEG&#xa0;; il est imprimé en noir et blanc.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>Rouleau, 80 mm</translation>
    </message>
    <message>
        <source>Roll, 58 mm</source>
        <translation>Rouleau, 58 mm</translation>
    </message>
    <message>
        <source>Sheet, A6</source>
        <translation>Feuille, A6</translation>
    </message>
    <message>
        <source>Sheet, A4</source>
        <translation>Feuille, A4</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Impression…</translation>
    </message>
    <message>
        <source>Display and printing</source>
        <translation>Écran et impression</translation>
    </message>
    <message>
        <source>Customer&apos;s screen</source>
        <translation>Écran du client</translation>
    </message>
    <message>
        <source>F6 opens and closes it. Where there is no second screen, F6 turns this one round.</source>
        <translation>F6 l’ouvre et le ferme. S’il n’y a pas de second écran, F6 retourne celui-ci vers le client.</translation>
    </message>
</context>
<context>
    <name>ProductBox</name>
    <message>
        <source>customer&apos;s choice</source>
        <translation>au choix du client</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>par jour</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>par semaine</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>par mois</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>par an</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Open sales</source>
        <translation>Ventes en cours</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>No sale is waiting.</source>
        <translation>Aucune vente en attente.</translation>
    </message>
    <message>
        <source>Nothing yet today.</source>
        <translation>Rien encore aujourd’hui.</translation>
    </message>
</context>
<context>
    <name>RefundForm</name>
    <message>
        <source>Give money back</source>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>Which payment</source>
        <translation>Quel paiement</translation>
    </message>
    <message>
        <source>Amount to give back</source>
        <translation>Montant à rembourser</translation>
    </message>
    <message>
        <source>The same amount once more</source>
        <translation>Le même montant encore une fois</translation>
    </message>
    <message>
        <source>Reason (not required)</source>
        <translation>Motif (facultatif)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>The two amounts are not the same.</source>
        <translation>Les deux montants ne sont pas les mêmes.</translation>
    </message>
    <message>
        <source>The money goes back the way it came: {provider}. It is sent once, never twice by itself.</source>
        <translation>L’argent repart comme il est venu&#xa0;: {provider}. La demande part une seule fois&#xa0;: la caisse ne la répète jamais d’elle-même.</translation>
    </message>
    <message>
        <source>lomi. gives a part of a Wave payment back only when it knows the customer&apos;s phone; otherwise it says no, and no money moves.</source>
        <translation>lomi. ne rembourse une partie d’un paiement Wave que si elle connaît le téléphone du client&#xa0;; sinon elle refuse, et aucun argent ne bouge.</translation>
    </message>
    <message>
        <source>Writing it down…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Give back {amount}</source>
        <translation>Rembourser {amount}</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Given back in cash…</source>
        <translation>Rendu en espèces…</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Nothing was sent: type the same amount once more.</source>
        <translation>Rien n’a été envoyé&#xa0;: tapez encore une fois le même montant.</translation>
    </message>
</context>
<context>
    <name>RefusalWindow</name>
    <message>
        <source>lomi POS could not open</source>
        <translation>lomi POS n’a pas pu s’ouvrir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>SaleOptions</name>
    <message>
        <source>Title on the payment page</source>
        <translation>Titre affiché au client</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Minutes until the code expires</source>
        <translation>Minutes avant expiration</translation>
    </message>
    <message>
        <source>Ways to pay (none ticked: all)</source>
        <translation>Moyens de paiement (aucun coché&#xa0;: tous)</translation>
    </message>
    <message>
        <source>Coupon code</source>
        <translation>Code promo</translation>
    </message>
    <message>
        <source>Ask on the customer&apos;s phone</source>
        <translation>Demander sur le téléphone du client</translation>
    </message>
    <message>
        <source>as usual ({n})</source>
        <translation>habituel ({n})</translation>
    </message>
    <message>
        <source>May be used</source>
        <translation>Peut être utilisé</translation>
    </message>
    <message>
        <source>Ask on the phone: {provider}</source>
        <translation>Demander sur le téléphone&#xa0;: {provider}</translation>
    </message>
    <message>
        <source>The customer confirms on their phone. It needs their number, and is sent once.</source>
        <translation>Le client confirme sur son téléphone. Il faut son numéro&#xa0;; la demande part une seule fois.</translation>
    </message>
</context>
<context>
    <name>SaleStory</name>
    <message>
        <source>Charged {amount}</source>
        <translation>Encaissement de {amount} demandé</translation>
    </message>
    <message>
        <source>Another code was asked for</source>
        <translation>Un autre code a été demandé</translation>
    </message>
    <message>
        <source>Sent to lomi.</source>
        <translation>Envoyé à lomi.</translation>
    </message>
    <message>
        <source>The code was shown</source>
        <translation>Le code a été affiché</translation>
    </message>
    <message>
        <source>The customer is paying with {provider}</source>
        <translation>Le client paie avec {provider}</translation>
    </message>
    <message>
        <source>{provider} refused the payment; the code was still good</source>
        <translation>{provider} a refusé le paiement&#xa0;; le code restait valable</translation>
    </message>
    <message>
        <source>Transaction found: {provider}</source>
        <translation>Transaction trouvée&#xa0;: {provider}</translation>
    </message>
    <message>
        <source>The request on the phone expired, not paid</source>
        <translation>La demande sur le téléphone a expiré, non payée</translation>
    </message>
    <message>
        <source>The code expired, not paid</source>
        <translation>Le code a expiré, non payé</translation>
    </message>
    <message>
        <source>Cancelled here</source>
        <translation>Annulée ici</translation>
    </message>
    <message>
        <source>lomi. says “{word}”</source>
        <translation>lomi. dit «&#xa0;{word}&#xa0;»</translation>
    </message>
    <message>
        <source>Someone has dealt with it</source>
        <translation>Marquée traitée</translation>
    </message>
    <message>
        <source>The customer was to be asked on the phone again</source>
        <translation>Nouvelle demande sur le téléphone du client</translation>
    </message>
    <message>
        <source>lomi. has asked the customer on the phone</source>
        <translation>lomi. a sollicité le client sur son téléphone</translation>
    </message>
    <message>
        <source>lomi. made the code</source>
        <translation>lomi. a créé le code</translation>
    </message>
    <message>
        <source>lomi. made the code, good until {time}</source>
        <translation>lomi. a créé le code, valable jusqu’à {time}</translation>
    </message>
    <message>
        <source>lomi. has received {amount}</source>
        <translation>lomi. a reçu {amount}</translation>
    </message>
    <message>
        <source>{received}, by {provider}</source>
        <translation>{received}, par {provider}</translation>
    </message>
    <message>
        <source>{words}. A coupon took {discount} off</source>
        <translation>{words}. Remise de {discount} par code promo</translation>
    </message>
    <message>
        <source>their provider</source>
        <translation>son opérateur</translation>
    </message>
    <message>
        <source>clerk</source>
        <translation>caissier</translation>
    </message>
    <message>
        <source>The code was printed</source>
        <translation>Le code a été imprimé</translation>
    </message>
    <message>
        <source>The receipt was printed</source>
        <translation>Le reçu a été imprimé</translation>
    </message>
    <message>
        <source>{received}. Seen in lomi.&apos;s list of payments: a member&apos;s code cannot be checked by itself.</source>
        <translation>{received}. Vu dans la liste des paiements de lomi.&#xa0;: le code d’un membre ne peut pas être vérifié seul.</translation>
    </message>
    <message>
        <source>Refund of {amount} asked for</source>
        <translation>Remboursement de {amount} demandé</translation>
    </message>
    <message>
        <source>lomi. gives {amount} back; it is on its way</source>
        <translation>lomi. rembourse {amount}&#xa0;; c’est en route</translation>
    </message>
    <message>
        <source>lomi. has given {amount} back</source>
        <translation>lomi. a remboursé {amount}</translation>
    </message>
    <message>
        <source>The refund of {amount} that was not made at this till failed: the shop has the money</source>
        <translation>Le remboursement de {amount} fait ailleurs qu’à cette caisse a échoué&#xa0;: l’argent est à la boutique</translation>
    </message>
    <message>
        <source>Seen at lomi.: {amount} given back, not from this till</source>
        <translation>Vu chez lomi.&#xa0;: {amount} rendus, mais pas depuis cette caisse</translation>
    </message>
    <message>
        <source>Seen at lomi.: {amount} given back on {when}, not from this till</source>
        <translation>Vu chez lomi.&#xa0;: {amount} rendus le {when}, mais pas depuis cette caisse</translation>
    </message>
    <message>
        <source>Not dealt with after all: back on top</source>
        <translation>Finalement pas traitée&#xa0;: remise en tête</translation>
    </message>
    <message>
        <source>{amount} given back in cash, from till {till}. lomi. was not asked</source>
        <translation>{amount} rendus en espèces, de la caisse {till}. Rien n’a été demandé à lomi.</translation>
    </message>
    <message>
        <source>Note undone: the {amount} were not given back in cash</source>
        <translation>Note annulée&#xa0;: les {amount} n’ont pas été rendus en espèces</translation>
    </message>
    <message>
        <source>lomi.&apos;s answer did not arrive, so the till asked again</source>
        <translation>La réponse de lomi. n’est pas arrivée&#xa0;; la caisse a redemandé</translation>
    </message>
    <message>
        <source>The sales journal went back to this time: what came next is not known</source>
        <translation>Le journal des ventes est revenu à ce moment&#xa0;: la suite n’est pas connue</translation>
    </message>
</context>
<context>
    <name>SaleView</name>
    <message>
        <source>New sale</source>
        <translation>Nouvelle vente</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Note (Tab or /)</source>
        <translation>Note (Tab ou /)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Charge {words}? Press Enter once more.</source>
        <translation>Encaisser {words}&#xa0;? Appuyez encore une fois sur Entrée.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Création…</translation>
    </message>
    <message>
        <source>Yes, charge {amount}</source>
        <translation>Oui, encaisser {amount}</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Charge {amount}</source>
        <translation>Encaisser {amount}</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Encaisser</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Boutique</translation>
    </message>
    <message>
        <source>lomi. account</source>
        <translation>Compte lomi.</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Comptoir</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>Display and printing</source>
        <translation>Écran et impression</translation>
    </message>
    <message>
        <source>Balances and fees</source>
        <translation>Soldes et frais</translation>
    </message>
</context>
<context>
    <name>ShopPage</name>
    <message>
        <source>Shop</source>
        <translation>Boutique</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caisse</translation>
    </message>
    <message>
        <source>One letter. Sales are numbered with it: A-001, A-002.</source>
        <translation>Une lettre. Elle numérote les ventes&#xa0;: A-001, A-002.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Customers see the name on the payment page.</source>
        <translation>Les clients voient le nom sur la page de paiement.</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>Ask twice over</source>
        <translation>Confirmer au-delà de</translation>
    </message>
    <message>
        <source>Over this amount, Enter is asked twice, with the amount in words.</source>
        <translation>Au-delà de ce montant, Entrée est demandée deux fois, avec le montant en lettres.</translation>
    </message>
    <message>
        <source>The till is one letter from A to Z, but not P: that is practice&apos;s.</source>
        <translation>La caisse est une lettre de A à Z, sauf P&#xa0;: c’est celle de l’entraînement.</translation>
    </message>
    <message>
        <source>Type an amount in digits, like 500000.</source>
        <translation>Tapez un montant en chiffres, comme 500000.</translation>
    </message>
    <message>
        <source>Printed on receipts, below the name.</source>
        <translation>Imprimée sur les reçus, sous le nom.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>SlipActions</name>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Enregistrer en image</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
</context>
<context>
    <name>SoldProduct</name>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantité</translation>
    </message>
    <message>
        <source>None: the amount is typed</source>
        <translation>Aucun&#xa0;: le montant est tapé</translation>
    </message>
    <message>
        <source>The price makes the amount.</source>
        <translation>Le montant vient du prix.</translation>
    </message>
    <message>
        <source>The products of a Network account cannot be seen from here.</source>
        <translation>Les produits d’un compte Network ne sont pas visibles d’ici.</translation>
    </message>
    <message>
        <source>What was known before can be picked.</source>
        <translation>Ce qui était déjà connu peut être choisi.</translation>
    </message>
    <message>
        <source>No connection: lomi. could not be asked for its products.</source>
        <translation>Pas de connexion&#xa0;: les produits de lomi. n’ont pas pu être consultés.</translation>
    </message>
    <message>
        <source>The customer chooses: type an amount from {least} to {most}.</source>
        <translation>Au choix du client&#xa0;: tapez un montant de {least} à {most}.</translation>
    </message>
    <message>
        <source>The customer chooses: type {least} or more.</source>
        <translation>Au choix du client&#xa0;: tapez {least} ou plus.</translation>
    </message>
    <message>
        <source>The customer chooses: type {most} or less.</source>
        <translation>Au choix du client&#xa0;: tapez {most} ou moins.</translation>
    </message>
    <message>
        <source>The customer chooses: type the amount.</source>
        <translation>Au choix du client&#xa0;: tapez le montant.</translation>
    </message>
</context>
<context>
    <name>SourceSwitch</name>
    <message>
        <source>This till&apos;s sales</source>
        <translation>Ventes de cette caisse</translation>
    </message>
    <message>
        <source>lomi.&apos;s transactions</source>
        <translation>Transactions de lomi.</translation>
    </message>
    <message>
        <source>Checkout sessions</source>
        <translation>Sessions de paiement</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Ventes</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transactions</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
</context>
<context>
    <name>StatusButton</name>
    <message>
        <source>All statuses</source>
        <translation>Tous les états</translation>
    </message>
    <message>
        <source>{count} statuses</source>
        <translation>{count} états</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Till {letter}</source>
        <translation>Caisse {letter}</translation>
    </message>
    <message>
        <source>NO KEY</source>
        <translation>PAS DE CLÉ</translation>
    </message>
    <message>
        <source>Paste your key (F10)</source>
        <translation>Collez votre clé (F10)</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Connected, {age} ago</source>
        <translation>Connecté, il y a {age}</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Pas de connexion</translation>
    </message>
    <message>
        <source>No connection since {time}</source>
        <translation>Pas de connexion depuis {time}</translation>
    </message>
    <message>
        <source>Today {amount} · {count}</source>
        <translation>Aujourd’hui {amount} · {count}</translation>
    </message>
    <message>
        <source>Today {amount}</source>
        <translation>Aujourd’hui {amount}</translation>
    </message>
    <message>
        <source>{n} sales</source>
        <translation>{n} ventes</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>for {account}</source>
        <translation>pour {account}</translation>
    </message>
    <message>
        <source>Received {received}, given back {refunded}</source>
        <translation>Reçu {received}, remboursé {refunded}</translation>
    </message>
    <message>
        <source>No answer, trying again…</source>
        <translation>Pas de réponse, on réessaie…</translation>
    </message>
    <message>
        <source>{n} sale</source>
        <translation>{n} vente</translation>
    </message>
    <message>
        <source>Given back in cash {cash}: not taken off today&apos;s total, which is lomi.&apos;s</source>
        <translation>Rendu en espèces {cash}&#xa0;: non déduit du total du jour, qui est celui de lomi.</translation>
    </message>
</context>
<context>
    <name>SystemPage</name>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>As this computer</source>
        <translation>Comme cet ordinateur</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Dossier des données</translation>
    </message>
    <message>
        <source>Sales, copies and logs. Practice keeps its own, and shares the shop&apos;s settings.</source>
        <translation>Ventes, copies et journaux. L’entraînement a les siens, et partage les réglages de la boutique.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>lomi POS: MIT. Qt {version}: LGPL 3.</source>
        <translation>lomi POS&#xa0;: MIT. Qt {version}&#xa0;: LGPL 3.</translation>
    </message>
    <message>
        <source>It never updates itself. A newer one is installed over it, and the sales stay. Look at {address}.</source>
        <translation>Il ne se met jamais à jour tout seul. Une version plus récente s’installe par-dessus et les ventes restent. À chercher sur {address}.</translation>
    </message>
    <message>
        <source>The texts, and a list of every part: {folder}</source>
        <translation>Les textes et la liste de chaque composant&#xa0;: {folder}</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
    </message>
</context>
<context>
    <name>TraineePanel</name>
    <message>
        <source>Practice: what the customer does</source>
        <translation>Entraînement&#xa0;: ce que fait le client</translation>
    </message>
    <message>
        <source>Pays</source>
        <translation>Il paie</translation>
    </message>
    <message>
        <source>Pays slowly</source>
        <translation>Il paie lentement</translation>
    </message>
    <message>
        <source>Is refused</source>
        <translation>Paiement refusé</translation>
    </message>
    <message>
        <source>Pays late</source>
        <translation>Il paie en retard</translation>
    </message>
    <message>
        <source>Ctrl+{figure}</source>
        <translation>Ctrl+{figure}</translation>
    </message>
    <message>
        <source>Pays</source>
        <comment>short</comment>
        <translation>Paie</translation>
    </message>
    <message>
        <source>Slowly</source>
        <comment>short</comment>
        <translation>Lentement</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>short</comment>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Expires</source>
        <comment>short</comment>
        <translation>Expire</translation>
    </message>
    <message>
        <source>Late</source>
        <comment>short</comment>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Line down</source>
        <comment>short</comment>
        <translation>Coupure</translation>
    </message>
    <message>
        <source>Lets it expire</source>
        <translation>Il laisse expirer</translation>
    </message>
    <message>
        <source>Line down {seconds} s</source>
        <translation>Coupure de {seconds} s</translation>
    </message>
    <message>
        <source>Practice: charge an amount first, then play the customer here.</source>
        <translation>Entraînement&#xa0;: encaissez d’abord un montant, puis jouez le client ici.</translation>
    </message>
    <message>
        <source>Practice: what does the customer do?</source>
        <translation>Entraînement&#xa0;: que fait le client&#xa0;?</translation>
    </message>
    <message>
        <source>The line is down. It comes back in {n} s.</source>
        <translation>La connexion est coupée. Elle revient dans {n} s.</translation>
    </message>
    <message>
        <source>It has expired. The customer pays late, in {n} s.</source>
        <translation>C’est expiré. Le client paie en retard, dans {n} s.</translation>
    </message>
    <message>
        <source>The customer confirms on the phone in {n} s.</source>
        <translation>Le client confirme sur son téléphone dans {n} s.</translation>
    </message>
</context>
<context>
    <name>TransactionsModel</name>
    <message>
        <source>this till</source>
        <translation>cette caisse</translation>
    </message>
</context>
<context>
    <name>WaitingButtons</name>
    <message>
        <source>New sale</source>
        <translation>Nouvelle vente</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Nouveau code</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Customer&apos;s page</source>
        <translation>Page du client</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>Show customer</source>
        <translation>Montrer au client</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Ctrl+Del</source>
        <translation>Ctrl+Suppr</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>The first code can still be paid after a new one: both are watched.</source>
        <translation>Le premier code peut encore être payé après un nouveau&#xa0;: les deux sont suivis.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>{amount} to pay here: {url}</source>
        <translation>{amount} à payer ici&#xa0;: {url}</translation>
    </message>
    <message>
        <source>Your payment of {amount}</source>
        <translation>Votre paiement de {amount}</translation>
    </message>
    <message>
        <source>Its code is not shown: the payment would not be seen here.</source>
        <translation>Son code n’est pas affiché&#xa0;: le paiement ne serait pas vu ici.</translation>
    </message>
    <message>
        <source>There is no code yet: nobody can have paid.</source>
        <translation>Il n’y a pas encore de code&#xa0;: personne n’a pu payer.</translation>
    </message>
    <message>
        <source>QR code to pay {amount}</source>
        <translation>Code QR pour payer {amount}</translation>
    </message>
    <message>
        <source>Ways to pay</source>
        <translation>Moyens de paiement</translation>
    </message>
    <message>
        <source>The phone must show</source>
        <translation>Le téléphone doit afficher</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Temps restant</translation>
    </message>
    <message>
        <source>There is no code any more.</source>
        <translation>Il n’y a plus de code.</translation>
    </message>
    <message>
        <source>This sale is paid on the customer&apos;s own phone.</source>
        <translation>Cette vente se paie sur le téléphone du client.</translation>
    </message>
    <message>
        <source>There is no code to show yet.</source>
        <translation>Il n’y a pas encore de code à montrer.</translation>
    </message>
</context>
<context>
    <name>WindowKeys</name>
    <message>
        <source>The day report comes with a later version. Until then the history (F3) has every sale.</source>
        <translation>Le rapport du jour viendra dans une prochaine version. En attendant, l’historique (F3) contient toutes les ventes.</translation>
    </message>
    <message>
        <source>Clerks and the lock come with a later version. Until then, lock the computer itself.</source>
        <translation>Les caissiers et le verrouillage viendront dans une prochaine version. En attendant, verrouillez l’ordinateur.</translation>
    </message>
</context>
<context>
    <name>_ModelAtLomi</name>
    <message>
        <source>till {till}</source>
        <translation>caisse {till}</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>ailleurs</translation>
    </message>
</context>
<context>
    <name>away</name>
    <message>
        <source>While you were away: 1 sale was paid.</source>
        <translation>Pendant votre absence&#xa0;: 1 vente a été payée.</translation>
    </message>
    <message>
        <source>While you were away: {count} sales were paid.</source>
        <translation>Pendant votre absence&#xa0;: {count} ventes ont été payées.</translation>
    </message>
    <message>
        <source>No connection: what was left open could not be checked yet. Check the Wi-Fi or the router; the rest happens by itself.</source>
        <translation>Pas de connexion&#xa0;: ce qui restait ouvert n’a pas encore pu être vérifié. Regardez le Wi-Fi ou la box&#xa0;; le reste se fait tout seul.</translation>
    </message>
    <message>
        <source>While you were away: money of 1 sale was given back, not from this till.</source>
        <translation>En votre absence&#xa0;: l’argent d’une vente a été rendu, mais pas depuis cette caisse.</translation>
    </message>
    <message>
        <source>While you were away: money of {count} sales was given back, not from this till.</source>
        <translation>En votre absence&#xa0;: l’argent de {count} ventes a été rendu, mais pas depuis cette caisse.</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>Sale {number}, {amount}: making the code…</source>
        <translation>Vente {number}, {amount}&#xa0;: création du code…</translation>
    </message>
    <message>
        <source>Sale {number}, {amount}: scan to pay, until {until}.</source>
        <translation>Vente {number}, {amount}&#xa0;: à scanner pour payer, avant {until}.</translation>
    </message>
    <message>
        <source>Sale {number}, {amount}: scan to pay.</source>
        <translation>Vente {number}, {amount}&#xa0;: à scanner pour payer.</translation>
    </message>
    <message>
        <source>The customer is paying…</source>
        <translation>Le client paie…</translation>
    </message>
    <message>
        <source>The payment was refused. Nothing was charged; the same code is still good.</source>
        <translation>Le paiement a été refusé. Rien n’a été encaissé&#xa0;; le même code reste valable.</translation>
    </message>
    <message>
        <source>PAID. Sale {number}, {amount}, {provider}.</source>
        <translation>PAYÉ. Vente {number}, {amount}, {provider}.</translation>
    </message>
    <message>
        <source>PAID. Sale {number}, {amount}.</source>
        <translation>PAYÉ. Vente {number}, {amount}.</translation>
    </message>
    <message>
        <source>PAID. Sale {number}: received {received}, which is {amount} less {discount} with a coupon.</source>
        <translation>PAYÉ. Vente {number}&#xa0;: reçu {received}, soit {amount} moins {discount} de remise par code promo.</translation>
    </message>
    <message>
        <source>PAID LATE. Sale {number}, {amount}: the money is there.</source>
        <translation>PAYÉ EN RETARD. Vente {number}, {amount}&#xa0;: l’argent est bien arrivé.</translation>
    </message>
    <message>
        <source>PAID TWICE. Sale {number}: received {received} for {amount}. Refund one?</source>
        <translation>PAYÉ DEUX FOIS. Vente {number}&#xa0;: reçu {received} pour {amount}. Rembourser un paiement&#xa0;?</translation>
    </message>
    <message>
        <source>Sale {number}: received {received} of {amount}. Ask the manager.</source>
        <translation>Vente {number}&#xa0;: reçu {received} sur {amount}. Appelez le gérant.</translation>
    </message>
    <message>
        <source>Sale {number}: the code expired, not paid.</source>
        <translation>Vente {number}&#xa0;: code expiré, non payé.</translation>
    </message>
    <message>
        <source>Sale {number}: cancelled here. The customer can still pay; we keep watching.</source>
        <translation>Vente {number}&#xa0;: annulée ici. Le client peut encore payer&#xa0;; nous continuons à surveiller.</translation>
    </message>
    <message>
        <source>Sale {number} was not made. {reason}</source>
        <translation>La vente {number} n’a pas été créée. {reason}</translation>
    </message>
    <message>
        <source>Sale {number} needs a person. {reason}</source>
        <translation>La vente {number} est à vérifier. {reason}</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>The watching has stopped, not the sale: {number} can still be paid. “lomi-pos recover” looks again.</source>
        <translation>La surveillance est arrêtée, pas la vente&#xa0;: {number} peut encore être payée. «&#xa0;lomi-pos recover&#xa0;» vérifie de nouveau.</translation>
    </message>
    <message>
        <source>Not watched any longer. “lomi-pos recover” looks whether it is paid.</source>
        <translation>Le code n’est plus surveillé. «&#xa0;lomi-pos recover&#xa0;» vérifie s’il est payé.</translation>
    </message>
    <message>
        <source>PRACTICE: no real money.</source>
        <translation>ENTRAÎNEMENT&#xa0;: pas d’argent réel.</translation>
    </message>
    <message>
        <source>No sales.</source>
        <translation>Aucune vente.</translation>
    </message>
    <message>
        <source>Looked at {looked_at} sales: {changed} changed, {unreached} not reached.</source>
        <translation>Ventes vérifiées&#xa0;: {looked_at}&#xa0;; changées&#xa0;: {changed}&#xa0;; sans réponse&#xa0;: {unreached}.</translation>
    </message>
    <message>
        <source>lomi. could not be reached. Run it again when the network is back.</source>
        <translation>lomi. est injoignable. Relancez la commande quand le réseau sera revenu.</translation>
    </message>
    <message>
        <source>No transactions.</source>
        <translation>Aucune transaction.</translation>
    </message>
    <message>
        <source>No payment links.</source>
        <translation>Aucun lien de paiement.</translation>
    </message>
    <message>
        <source>lomi. secret key: </source>
        <translation>Clé secrète lomi.&#xa0;: </translation>
    </message>
    <message>
        <source>The {environment} key {masked} is kept in this computer&apos;s keychain.</source>
        <translation>La clé {environment} {masked} est gardée dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer has no keychain that can be used, so the key was not kept. Set LOMI_API_KEY for each run instead.</source>
        <translation>Cet ordinateur n’a pas de trousseau utilisable&#xa0;: la clé n’a pas été gardée. Indiquez LOMI_API_KEY à chaque lancement.</translation>
    </message>
    <message>
        <source>The key was taken out of this computer&apos;s keychain.</source>
        <translation>La clé a été retirée du trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>There was no key in this computer&apos;s keychain.</source>
        <translation>Il n’y avait pas de clé dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain did not open, so a key may still be in it. Unlock it and try again.</source>
        <translation>Le trousseau de cet ordinateur ne s’est pas ouvert&#xa0;: une clé s’y trouve peut-être encore. Déverrouillez-le et réessayez.</translation>
    </message>
    <message>
        <source>lomi. takes the key {masked}: {environment}, {organization}. {providers}</source>
        <translation>lomi. accepte la clé {masked}&#xa0;: {environment}, {organization}. {providers}</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Write it like 2026-03-31.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une date. Écrivez-la comme 2026-03-31.</translation>
    </message>
    <message>
        <source>“{text}” is not a state. Use one of: {states}.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un état. Choisissez parmi&#xa0;: {states}.</translation>
    </message>
    <message>
        <source>“{text}” is not a status. Use: {states}.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un statut. Choisissez parmi&#xa0;: {states}.</translation>
    </message>
    <message>
        <source>“{text}” is not a provider of lomi.&apos;s. Use one of: {providers}. Nothing was charged.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un opérateur de lomi. Utilisez l’un de ceux-ci&#xa0;: {providers}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The practice page closes with this command, so nobody can pay on it: leave out --no-wait to try the payment.</source>
        <translation>La page d’entraînement se ferme avec cette commande, personne ne peut donc y payer&#xa0;: enlevez --no-wait pour essayer le paiement.</translation>
    </message>
    <message>
        <source>{name} must be from {least} to {most}.</source>
        <translation>{name} doit être entre {least} et {most}.</translation>
    </message>
    <message>
        <source>The link is made. It can be paid more than once.</source>
        <translation>Le lien est créé. Il peut être payé plusieurs fois.</translation>
    </message>
    <message>
        <source>these cannot be used, so their defaults are in force: {names}</source>
        <translation>inutilisables, leurs valeurs par défaut sont en vigueur&#xa0;: {names}</translation>
    </message>
    <message>
        <source>everything in it can be used</source>
        <translation>tout ce qui s’y trouve est utilisable</translation>
    </message>
    <message>
        <source>there is no sale yet</source>
        <translation>aucune vente pour l’instant</translation>
    </message>
    <message>
        <source>every page of it can be read</source>
        <translation>toutes ses pages se lisent</translation>
    </message>
    <message>
        <source>{free} MB free</source>
        <translation>{free} Mo libres</translation>
    </message>
    <message>
        <source>{count} daily copies, the newest of {newest}</source>
        <translation>{count} copies quotidiennes, la dernière du {newest}</translation>
    </message>
    <message>
        <source>no daily copy yet</source>
        <translation>pas encore de copie quotidienne</translation>
    </message>
    <message>
        <source>damaged journals are kept here: {files}</source>
        <translation>des journaux abîmés sont gardés ici&#xa0;: {files}</translation>
    </message>
    <message>
        <source>lomi.&apos;s clock is {seconds} s from this computer&apos;s</source>
        <translation>l’horloge de lomi. est à {seconds} s de celle de cet ordinateur</translation>
    </message>
    <message>
        <source>none: a key is kept for one run only</source>
        <translation>aucun&#xa0;: une clé n’est gardée que jusqu’à la fermeture</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>aucune trouvée</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>WRONG</source>
        <translation>ERREUR</translation>
    </message>
    <message>
        <source>version</source>
        <translation>version</translation>
    </message>
    <message>
        <source>data</source>
        <translation>données</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>disque</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>réglages</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>journal</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquant</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>copies</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>endommagé</translation>
    </message>
    <message>
        <source>keychain</source>
        <translation>trousseau</translation>
    </message>
    <message>
        <source>key</source>
        <translation>clé</translation>
    </message>
    <message>
        <source>lomi.</source>
        <translation>lomi.</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>horloge</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>écran</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>imprimante</translation>
    </message>
    <message>
        <source>There is no screen to open the window on ({problem}). Nothing was charged. In a terminal, use “lomi-pos charge AMOUNT”.</source>
        <translation>Il n’y a pas d’écran pour ouvrir la fenêtre ({problem}). Rien n’a été encaissé. Dans un terminal, utilisez «&#xa0;lomi-pos charge MONTANT&#xa0;».</translation>
    </message>
    <message>
        <source>“{text}” is not a path: write it like /transactions, without an address, and its filters as --query K=V. Nothing was sent.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un chemin&#xa0;: écrivez-le comme /transactions, sans adresse, et ses filtres avec --query K=V. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>“{text}” is not a filter: write each once, like limit=20. Nothing was sent.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un filtre&#xa0;: écrivez chacun une seule fois, comme limit=20. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>GET takes neither --body nor --idempotency-key. Nothing was sent.</source>
        <translation>GET n’accepte ni --body ni --idempotency-key. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>The idempotency key is 1 to 255 letters, figures and signs, without spaces. Nothing was sent.</source>
        <translation>La clé d’idempotence compte de 1 à 255 lettres, chiffres et signes, sans espace. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>The body in {place} cannot be read: {problem}. Nothing was sent.</source>
        <translation>Le corps dans {place} est illisible&#xa0;: {problem}. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>The body in {place} is not JSON: {problem}. Nothing was sent.</source>
        <translation>Le corps dans {place} n’est pas du JSON&#xa0;: {problem}. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>No products.</source>
        <translation>Aucun produit.</translation>
    </message>
    <message>
        <source>No customers.</source>
        <translation>Aucun client.</translation>
    </message>
    <message>
        <source>No refunds.</source>
        <translation>Aucun remboursement.</translation>
    </message>
    <message>
        <source>No checkout sessions.</source>
        <translation>Aucune session de paiement.</translation>
    </message>
    <message>
        <source>No subscriptions.</source>
        <translation>Aucun abonnement.</translation>
    </message>
    <message>
        <source>No webhook endpoints.</source>
        <translation>Aucun point de réception (webhook).</translation>
    </message>
    <message>
        <source>Nothing was sent to it.</source>
        <translation>Rien ne lui a été envoyé.</translation>
    </message>
    <message>
        <source>Nothing has come in yet.</source>
        <translation>Rien n’est encore arrivé.</translation>
    </message>
    <message>
        <source>{available}, and {pending} on the way</source>
        <translation>{available}, et {pending} en chemin</translation>
    </message>
    <message>
        <source>{provider}: connected</source>
        <translation>{provider}&#xa0;: connecté</translation>
    </message>
    <message>
        <source>{provider}: not connected</source>
        <translation>{provider}&#xa0;: non connecté</translation>
    </message>
    <message>
        <source>The customer is written down at lomi.</source>
        <translation>Le client est enregistré chez lomi.</translation>
    </message>
    <message>
        <source>The link is not made.</source>
        <translation>Le lien n’est pas créé.</translation>
    </message>
    <message>
        <source>No customer was written down.</source>
        <translation>Aucun client n’a été enregistré.</translation>
    </message>
    <message>
        <source>The key was not kept.</source>
        <translation>La clé n’a pas été gardée.</translation>
    </message>
    <message>
        <source>lomi. did not answer. Try again in a moment.</source>
        <translation>lomi. n’a pas répondu. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>lomi. did not answer as it should. Try again in a moment.</source>
        <translation>lomi. n’a pas répondu comme il faut. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>lomi. is busy. Try again in {wait_s} s.</source>
        <translation>lomi. est occupé. Réessayez dans {wait_s} s.</translation>
    </message>
    <message>
        <source>lomi. knows nothing of that kind: “{message}”.</source>
        <translation>lomi. ne connaît rien de tel&#xa0;: «&#xa0;{message}&#xa0;».</translation>
    </message>
    <message>
        <source>the journal has gone back to {until}, and lomi. was not asked yet what is missing: run “lomi-pos recover”</source>
        <translation>le journal est revenu au {until}, et lomi. n’a pas encore été interrogé sur ce qui manque&#xa0;: lancez «&#xa0;lomi-pos recover&#xa0;»</translation>
    </message>
    <message>
        <source>Not everything could be written to the output ({problem}). The sales on disk are safe.</source>
        <translation>Tout n’a pas pu être écrit dans la sortie ({problem}). Les ventes sur le disque sont intactes.</translation>
    </message>
    <message>
        <source>“{command}” was not understood: {problem}. Nothing was done. “{command} --help” tells how it is written.</source>
        <translation>«&#xa0;{command}&#xa0;» n’a pas été compris&#xa0;: {problem}. Rien n’a été fait. «&#xa0;{command} --help&#xa0;» dit comment l’écrire.</translation>
    </message>
</context>
<context>
    <name>coach</name>
    <message>
        <source>Type an amount, for example 5000.</source>
        <translation>Tapez un montant, par exemple 5000.</translation>
    </message>
    <message>
        <source>Press Enter: the code appears.</source>
        <translation>Appuyez sur Entrée&#xa0;: le code QR s’affiche.</translation>
    </message>
    <message>
        <source>Your customer would scan the code now. Play the customer: Ctrl+1 pays.</source>
        <translation>Le client scannerait maintenant le code. Jouez le client&#xa0;: Ctrl+1 paie.</translation>
    </message>
    <message>
        <source>Green: the money is there. Enter: next sale. F1: all the keys.</source>
        <translation>Vert&#xa0;: l’argent est là. Entrée&#xa0;: vente suivante. F1&#xa0;: toutes les touches.</translation>
    </message>
    <message>
        <source>Step {step} of {steps}. {words}</source>
        <translation>Étape {step} sur {steps}. {words}</translation>
    </message>
</context>
<context>
    <name>dealtWith</name>
    <message>
        <source>Called dealt with at {time}.</source>
        <translation>Marquée traitée à {time}.</translation>
    </message>
    <message>
        <source>{who} called it dealt with at {time}.</source>
        <translation>Marquée traitée par {who} à {time}.</translation>
    </message>
</context>
<context>
    <name>ending</name>
    <message>
        <source>Cancelled here.</source>
        <translation>Annulée ici.</translation>
    </message>
    <message>
        <source>If the customer pays late all the same, it shows here.</source>
        <translation>Si le client paie quand même en retard, on le verra ici.</translation>
    </message>
    <message>
        <source>Code expired, not paid.</source>
        <translation>Code expiré, non payé.</translation>
    </message>
    <message>
        <source>Not paid on the phone.</source>
        <translation>Pas payé sur le téléphone.</translation>
    </message>
    <message>
        <source>The customer was not asked.</source>
        <translation>Le client n’a pas été sollicité.</translation>
    </message>
    <message>
        <source>No code was made.</source>
        <translation>Aucun code n’a été créé.</translation>
    </message>
    <message>
        <source>A person must decide.</source>
        <translation>Le gérant doit décider.</translation>
    </message>
    <message>
        <source>The request on the phone expired, not paid.</source>
        <translation>La demande sur le téléphone a expiré, non payée.</translation>
    </message>
    <message>
        <source>The customer was not asked, so nobody can pay it.</source>
        <translation>Le client n’a pas été sollicité&#xa0;: personne ne peut payer.</translation>
    </message>
    <message>
        <source>No code was made, so nobody can pay it.</source>
        <translation>Aucun code n’a été créé&#xa0;: personne ne peut la payer.</translation>
    </message>
    <message>
        <source>No payment was seen so far. The customer can still pay: we keep watching.</source>
        <translation>Aucun paiement vu jusqu’ici. Le client peut encore payer&#xa0;: on surveille.</translation>
    </message>
    <message>
        <source>No payment was seen so far. Its code has expired: we keep watching.</source>
        <translation>Aucun paiement vu jusqu’ici. Le code a expiré&#xa0;: on surveille.</translation>
    </message>
    <message>
        <source>No payment was seen so far. The customer can still pay until {time}: we keep watching.</source>
        <translation>Aucun paiement vu jusqu’ici. Le client peut encore payer jusqu’à {time}&#xa0;: on surveille.</translation>
    </message>
    <message>
        <source>Practice has begun anew since it was made, so nobody can pay it any more.</source>
        <translation>L’entraînement est reparti de zéro depuis&#xa0;: plus personne ne peut payer cette vente.</translation>
    </message>
    <message>
        <source>It was made with another lomi. key or account: a late payment is not seen here until the manager puts that key back.</source>
        <translation>Elle a été faite avec une autre clé ou un autre compte lomi.&#xa0;: un paiement en retard ne se voit pas ici tant que le gérant n’a pas remis cette clé.</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Creating</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payée</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirée</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>Payée deux fois</translation>
    </message>
    <message>
        <source>Paid late</source>
        <translation>Payée en retard</translation>
    </message>
    <message>
        <source>Underpaid</source>
        <translation>Pas assez payé</translation>
    </message>
    <message>
        <source>Overpaid</source>
        <translation>Trop payé</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} j</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>ENTRAÎNEMENT</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>RÉEL</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>TEST</translation>
    </message>
    <message>
        <source>Refund unclear</source>
        <translation>Remboursement à vérifier</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Remboursée</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>Remboursée en partie</translation>
    </message>
    <message>
        <source>Refused once</source>
        <translation>Refusé une fois</translation>
    </message>
    <message>
        <source>Cash given back</source>
        <translation>Rendu en espèces</translation>
    </message>
    <message>
        <source>Customer paying</source>
        <translation>Le client paie</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Pas confirmé</translation>
    </message>
</context>
<context>
    <name>history_columns</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Moyen de paiement</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Caissier</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>TO PAY</source>
        <translation>À PAYER</translation>
    </message>
    <message>
        <source>PAID</source>
        <translation>PAYÉ</translation>
    </message>
    <message>
        <source>PAID LATE</source>
        <translation>PAYÉ EN RETARD</translation>
    </message>
    <message>
        <source>PAID TWICE</source>
        <translation>PAYÉ DEUX FOIS</translation>
    </message>
    <message>
        <source>PAID IN PART</source>
        <translation>PAYÉ EN PARTIE</translation>
    </message>
    <message>
        <source>PAID TOO MUCH</source>
        <translation>TROP PAYÉ</translation>
    </message>
    <message>
        <source>REFUNDED</source>
        <translation>REMBOURSÉ</translation>
    </message>
    <message>
        <source>PARTLY REFUNDED</source>
        <translation>REMBOURSÉ EN PARTIE</translation>
    </message>
    <message>
        <source>The money was given back to the customer. This paper is worth nothing.</source>
        <translation>L’argent a été rendu au client. Ce papier ne vaut rien.</translation>
    </message>
    <message>
        <source>A part of the money was given back to the customer.</source>
        <translation>Une partie de l’argent a été rendue au client.</translation>
    </message>
    <message>
        <source>Still paid</source>
        <translation>Reste payé</translation>
    </message>
    <message>
        <source>The code had expired or been cancelled when the money came.</source>
        <translation>Le code avait expiré ou la vente était annulée quand l’argent est arrivé.</translation>
    </message>
    <message>
        <source>This sale was paid more than once.</source>
        <translation>Cette vente a été payée plus d’une fois.</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Montant demandé</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>Code promo</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Montant reçu</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>Payé avec</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caisse</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Caissier</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaction</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Valable jusqu’au</translation>
    </message>
    <message>
        <source>The phone must show</source>
        <translation>Le téléphone doit afficher</translation>
    </message>
    <message>
        <source>Scan this code to pay.</source>
        <translation>Scannez ce code pour payer.</translation>
    </message>
    <message>
        <source>This is not a receipt: nothing has been paid yet.</source>
        <translation>Ceci n’est pas un reçu&#xa0;: rien n’a encore été payé.</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>Page d’essai</translation>
    </message>
    <message>
        <source>This printer prints receipts. Nothing was sold.</source>
        <translation>Cette imprimante imprime les reçus. Rien n’a été vendu.</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>ENTRAÎNEMENT</translation>
    </message>
    <message>
        <source>PRACTICE: no real money</source>
        <translation>ENTRAÎNEMENT&#xa0;: pas d’argent réel</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>TEST</translation>
    </message>
    <message>
        <source>TEST: no real money</source>
        <translation>TEST&#xa0;: pas d’argent réel</translation>
    </message>
    <message>
        <source>Check the name before you pay.</source>
        <translation>Vérifiez le nom avant de payer.</translation>
    </message>
    <message>
        <source>The price is on the page.</source>
        <translation>Le prix est sur la page.</translation>
    </message>
    <message>
        <source>GIVEN BACK IN CASH</source>
        <translation>RENDU EN ESPÈCES</translation>
    </message>
    <message>
        <source>PARTLY GIVEN BACK IN CASH</source>
        <translation>RENDU EN PARTIE EN ESPÈCES</translation>
    </message>
    <message>
        <source>The money was handed back to the customer in cash. This paper is worth nothing.</source>
        <translation>L&apos;argent a été rendu au client en espèces. Ce papier ne vaut rien.</translation>
    </message>
    <message>
        <source>A part of the money was handed back to the customer in cash.</source>
        <translation>Une partie de l’argent a été rendue au client en espèces.</translation>
    </message>
    <message>
        <source>Given back in cash</source>
        <translation>Rendu en espèces</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Paid</source>
        <translation>Payé</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expiré</translation>
    </message>
    <message>
        <source>Cancelled, not paid</source>
        <translation>Annulé, non payé</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>Remboursé en partie</translation>
    </message>
    <message>
        <source>Can be paid</source>
        <translation>Payable</translation>
    </message>
</context>
<context>
    <name>till</name>
    <message>
        <source>Type an amount first. Nothing was charged.</source>
        <translation>Tapez d’abord un montant. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Type digits only, like 5000. Nothing was charged.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un montant. Tapez seulement des chiffres, comme 5000. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>An amount cannot be negative. Nothing was charged.</source>
        <translation>Un montant ne peut pas être négatif. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The amount is zero. Nothing was charged.</source>
        <translation>Le montant est zéro. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>{currency} has {digits} decimals at most. Nothing was charged.</source>
        <translation>Le {currency} a {digits} décimales au plus. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The amount is over {limit}. Check the zeros. Nothing was charged.</source>
        <translation>Le montant dépasse {limit}. Vérifiez les zéros. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>{currency} is not a currency that lomi. takes. Use XOF, USD or EUR. Nothing was charged.</source>
        <translation>lomi. n’accepte pas la devise {currency}. Utilisez XOF, USD ou EUR. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>{currency} is switched off in this shop&apos;s settings. Use {usual}. Nothing was charged.</source>
        <translation>La devise {currency} est désactivée dans les réglages de cette boutique. Utilisez {usual}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>A code can live from 1 minute to 7 days. Nothing was charged.</source>
        <translation>Un code peut durer de 1 minute à 7 jours. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>An instant link needs an amount, a product link needs a product. No link was made.</source>
        <translation>Un lien immédiat demande un montant, un lien de produit demande un produit. Aucun lien n’a été créé.</translation>
    </message>
    <message>
        <source>“{text}” is not a phone number. Write it with its country, like +225 07 00 00 00 00. Nothing was charged.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un numéro de téléphone. Écrivez-le avec son pays, comme +225 07 00 00 00 00. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>A phone can be charged in F CFA only, not in {currency}. Nothing was charged.</source>
        <translation>Un téléphone ne peut être débité qu’en F CFA, pas en {currency}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>Wave takes {smallest} at least. Nothing was charged.</source>
        <translation>Wave prend {smallest} au minimum. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>MTN cannot be charged for a number of this country ({phone}). It can in: {countries}. Nothing was charged.</source>
        <translation>MTN ne peut pas débiter un numéro de ce pays ({phone}). C’est possible dans&#xa0;: {countries}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>A quantity is from 1 to {most}. Nothing was charged.</source>
        <translation>Une quantité va de 1 à {most}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>A card payment needs the customer&apos;s name and e-mail address. Nothing was charged.</source>
        <translation>Un paiement par carte demande le nom et l’adresse e-mail du client. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>That cannot be done with sale {number} now. Nothing was changed.</source>
        <translation>Ce n’est pas possible avec la vente {number} en ce moment. Rien n’a changé.</translation>
    </message>
    <message>
        <source>Sale {number} is already paid. Nothing was changed.</source>
        <translation>La vente {number} est déjà payée. Rien n’a changé.</translation>
    </message>
    <message>
        <source>Not printed: {problem}.</source>
        <translation>Non imprimé&#xa0;: {problem}.</translation>
    </message>
    <message>
        <source>Receipt of {number} ({amount}, paid) not printed: {problem}. Print it again from the history (F3).</source>
        <translation>Reçu de {number} ({amount}, payée) non imprimé&#xa0;: {problem}. Réimprimez-le depuis l’historique (F3).</translation>
    </message>
    <message>
        <source>Receipt of {number} not printed: {problem}. Print it again from the history (F3).</source>
        <translation>Reçu de {number} non imprimé&#xa0;: {problem}. Réimprimez-le depuis l’historique (F3).</translation>
    </message>
    <message>
        <source>Code of {number} ({amount}, not paid) not printed: {problem}. Print it again with Ctrl+P.</source>
        <translation>Code de {number} ({amount}, non payée) non imprimé&#xa0;: {problem}. Réimprimez-le avec Ctrl+P.</translation>
    </message>
    <message>
        <source>The poster is not printed: {problem}.</source>
        <translation>L’affiche n’est pas imprimée&#xa0;: {problem}.</translation>
    </message>
    <message>
        <source>The test page is not printed: {problem}.</source>
        <translation>La page de test n’est pas imprimée&#xa0;: {problem}.</translation>
    </message>
    <message>
        <source>There is no lomi. key yet. Paste your secret key in Settings, or run “lomi-pos key set”, or practise with “lomi-pos --practice”. Nothing was charged.</source>
        <translation>Il n’y a pas encore de clé lomi. Collez votre clé secrète dans les Réglages, ou lancez «&#xa0;lomi-pos key set&#xa0;», ou entraînez-vous avec «&#xa0;lomi-pos --practice&#xa0;». Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>This is a publishable key (lomi_pk_). The till needs the secret key, which starts with lomi_sk_. Copy it from your lomi. dashboard. Nothing was charged.</source>
        <translation>C’est une clé publique (lomi_pk_). Il faut à la caisse la clé secrète, qui commence par lomi_sk_. Copiez-la depuis votre tableau de bord lomi. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>This is a publishable key (lomi_pk_), so it is not kept. The till needs the secret key, which starts with lomi_sk_: copy it from your lomi. dashboard and paste it here.</source>
        <translation>C’est une clé publique (lomi_pk_)&#xa0;: elle n’est pas gardée. Il faut à la caisse la clé secrète, qui commence par lomi_sk_. Copiez-la depuis votre tableau de bord lomi., puis collez-la ici.</translation>
    </message>
    <message>
        <source>This is not a lomi. secret key, so it is not kept. A secret key starts with lomi_sk_live_ or lomi_sk_test_: copy it again, whole, and paste it here.</source>
        <translation>Ce n’est pas la clé secrète d’un compte lomi., elle n’est donc pas gardée. Une clé secrète commence par lomi_sk_live_ ou lomi_sk_test_&#xa0;: copiez-la de nouveau, en entier, puis collez-la ici.</translation>
    </message>
    <message>
        <source>This is a {key_environment} key, and the address is lomi.&apos;s {url_environment} one. Use a key and an address of the same environment. Nothing was charged.</source>
        <translation>C’est une clé {key_environment}, et l’adresse de lomi. est celle de {url_environment}. Utilisez une clé et une adresse du même environnement. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The address “{url}” is not secure: it must start with https://. Correct LOMI_API_URL or the setting account.url. Nothing was charged.</source>
        <translation>L’adresse «&#xa0;{url}&#xa0;» n’est pas sûre&#xa0;: elle doit commencer par https://. Corrigez LOMI_API_URL ou le réglage account.url. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>“{account}” is not a Network account: one starts with acct_. Nothing was charged.</source>
        <translation>«&#xa0;{account}&#xa0;» n’est pas un compte Network&#xa0;: il commence par acct_. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>No connection. Nothing was charged.</source>
        <translation>Pas de connexion. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>It was cancelled before it left this till, so nobody can pay it. Nothing was charged.</source>
        <translation>Elle a été annulée avant de quitter cette caisse&#xa0;: personne ne peut la payer. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>lomi. did not answer. We keep trying.</source>
        <translation>lomi. n’a pas répondu. On continue d’essayer.</translation>
    </message>
    <message>
        <source>{number} could not be checked: lomi. is busy, and can be asked again in {minutes} min. It may be paid already: do not charge again, and hand nothing over before the screen is green. The till then checks by itself.</source>
        <translation>{number} n’a pas pu être vérifiée&#xa0;: lomi. est occupé et pourra être interrogé de nouveau dans {minutes} min. Elle est peut-être déjà payée&#xa0;: n’encaissez pas une seconde fois et ne remettez rien avant l’écran vert. La caisse vérifiera alors d’elle-même.</translation>
    </message>
    <message>
        <source>{number} could not be checked again: lomi. is busy, and can be asked again in {minutes} min. It stays as it stood.</source>
        <translation>{number} n’a pas pu être revérifiée&#xa0;: lomi. est occupé et pourra être interrogé de nouveau dans {minutes} min. Elle reste en l’état.</translation>
    </message>
    <message>
        <source>{number} could not be checked again: lomi. says “{message}”. It stays as it stood; ask the manager.</source>
        <translation>{number} n’a pas pu être revérifiée&#xa0;: lomi. dit «&#xa0;{message}&#xa0;». Elle reste en l’état&#xa0;; demandez au gérant.</translation>
    </message>
    <message>
        <source>Not confirmed yet, trying again. Do not start this sale again.</source>
        <translation>Pas encore confirmé, on réessaie. Ne recommencez pas cette vente.</translation>
    </message>
    <message>
        <source>lomi. is busy. Trying again in {wait_s} s. Do not start this sale again.</source>
        <translation>lomi. est occupé. Nouvel essai dans {wait_s} s. Ne recommencez pas cette vente.</translation>
    </message>
    <message>
        <source>lomi. refused: “{message}”. Nothing was charged.</source>
        <translation>lomi. a refusé&#xa0;: «&#xa0;{message}&#xa0;». Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>lomi. does not accept this till&apos;s key. Nothing was charged. Ask the manager to check it in Settings.</source>
        <translation>lomi. n’accepte pas la clé de cette caisse. Rien n’a été encaissé. Demandez au gérant de la vérifier dans les Réglages.</translation>
    </message>
    <message>
        <source>lomi. does not accept this till&apos;s key. Open sales cannot be checked until it does; they may already be paid. Ask the manager to check the key in Settings.</source>
        <translation>lomi. n’accepte pas la clé de cette caisse. Tant que c’est le cas, les ventes en cours ne peuvent pas être vérifiées&#xa0;; elles sont peut-être déjà payées. Demandez au gérant de vérifier la clé dans les Réglages.</translation>
    </message>
    <message>
        <source>lomi. does not know it: “{message}”.</source>
        <translation>lomi. ne la connaît pas&#xa0;: «&#xa0;{message}&#xa0;».</translation>
    </message>
    <message>
        <source>This customer has an unpaid lomi. invoice, so no code was made. Nothing was charged. Ask the manager.</source>
        <translation>Ce client a une facture lomi. impayée&#xa0;: aucun code n’a été créé. Rien n’a été encaissé. Appelez le gérant.</translation>
    </message>
    <message>
        <source>lomi. says this sale was already sent with other details. No code can be shown, and one may have been paid: do not charge again before the manager has looked in the lomi. dashboard.</source>
        <translation>lomi. a déjà reçu cette vente avec d’autres détails. Aucun code ne peut être affiché, et l’un d’eux a pu être payé&#xa0;: n’encaissez pas de nouveau avant que le gérant ait consulté le tableau de bord lomi.</translation>
    </message>
    <message>
        <source>lomi. failed three times in the same way. We do not know whether the code was made; it was never shown, so nobody can have paid it. Check again, or ask the manager.</source>
        <translation>lomi. a échoué trois fois de la même façon. On ne sait pas si le code a été créé&#xa0;; il n’a jamais été affiché, donc personne n’a pu le payer. Vérifiez encore, ou appelez le gérant.</translation>
    </message>
    <message>
        <source>Sale {number} was begun with another lomi. key or account, so it gets no code from this one. Start a new sale, or ask the manager to put that key back. Nothing was sent.</source>
        <translation>La vente {number} a été commencée avec une autre clé ou un autre compte lomi.&#xa0;: elle ne reçoit pas de code avec celui-ci. Faites une nouvelle vente, ou demandez au gérant de remettre cette clé. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>{number} cannot be checked: it was made with another lomi. key or account. It may be paid already: do not charge again, and ask the manager to put that key back.</source>
        <translation>{number} ne peut pas être vérifiée&#xa0;: elle a été faite avec une autre clé ou un autre compte lomi. Elle est peut-être déjà payée&#xa0;: n’encaissez pas une deuxième fois, et demandez au gérant de remettre cette clé.</translation>
    </message>
    <message>
        <source>lomi. made a code of {theirs}, and {ours} was asked. Nobody was shown it, so nothing was charged. Start a new sale, and tell the manager.</source>
        <translation>lomi. a fait un code de {theirs}, alors que {ours} était demandé. Personne ne l’a vu&#xa0;: rien n’a été encaissé. Commencez une nouvelle vente, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>lomi. made a code of {theirs}, and {ours} was asked. The till does not show it, but it may be paid: check again, and do not charge it anew before the manager has looked.</source>
        <translation>lomi. a fait un code de {theirs}, alors que {ours} était demandé. La caisse ne l’affiche pas, mais il est peut-être payé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>lomi. made a code in {theirs}, and {ours} was asked. Nobody was shown it, so nothing was charged. Start a new sale, and tell the manager.</source>
        <translation>lomi. a fait un code en {theirs}, alors qu’il était demandé en {ours}. Personne ne l’a vu&#xa0;: rien n’a été encaissé. Commencez une nouvelle vente, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>lomi. made a code in {theirs}, and {ours} was asked. The till does not show it, but it may be paid: check again, and do not charge it anew before the manager has looked.</source>
        <translation>lomi. a fait un code en {theirs}, alors qu’il était demandé en {ours}. La caisse ne l’affiche pas, mais il est peut-être payé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>lomi. gave a code that it had given before, so a payment would not be this sale&apos;s. It is not shown, and nothing was charged. Start a new sale, and tell the manager.</source>
        <translation>lomi. a donné un code déjà donné auparavant&#xa0;: un paiement ne serait pas celui de cette vente. Il n’est pas affiché et rien n’a été encaissé. Commencez une nouvelle vente, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>Money came in another currency than asked: {received} for {asked}. Do not hand it over as paid; ask the manager.</source>
        <translation>L’argent est arrivé dans une autre devise que demandé&#xa0;: {received} pour {asked}. Ne remettez pas encore la marchandise&#xa0;; appelez le gérant.</translation>
    </message>
    <message>
        <source>lomi. gave no address that may be shown to a customer. No code is shown, so nothing was charged. Start a new sale, and tell the manager.</source>
        <translation>lomi. n’a pas donné d’adresse que l’on puisse montrer à un client. Aucun code n’est affiché&#xa0;: rien n’a été encaissé. Commencez une nouvelle vente, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>lomi. gave no address that may be shown to a customer. No code is shown, but it may be paid: check again, and do not charge it anew before the manager has looked.</source>
        <translation>lomi. n’a pas donné d’adresse que l’on puisse montrer à un client. Aucun code n’est affiché, mais il est peut-être payé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>The new code was not made as it should be, and is not shown. An earlier code of this sale may still be paid: check again, and do not charge it anew before the manager has looked.</source>
        <translation>Le nouveau code n’a pas été créé comme il faut et n’est pas affiché. Un code précédent de cette vente peut encore être payé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>We do not know yet whether the link was made. It is looked up and never made twice.</source>
        <translation>On ne sait pas encore si le lien a été créé. On le recherche&#xa0;; il n’est jamais créé deux fois.</translation>
    </message>
    <message>
        <source>lomi. did not say whether the customer was asked on the phone, so they may pay. It is looked up and never sent twice: do not start this sale again.</source>
        <translation>lomi. n’a pas dit si la demande est arrivée sur le téléphone du client&#xa0;: il peut payer. On la recherche, elle n’est jamais envoyée deux fois&#xa0;: ne recommencez pas cette vente.</translation>
    </message>
    <message>
        <source>lomi. asked the customer&apos;s phone for {theirs}, and {ours} was meant. They may have confirmed it: check again, and do not charge again before the manager has looked.</source>
        <translation>lomi. a demandé {theirs} sur le téléphone du client, au lieu de {ours}. Le client a peut-être confirmé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>lomi. asked the customer&apos;s phone in {theirs}, and {ours} was meant. They may have confirmed it: check again, and do not charge again before the manager has looked.</source>
        <translation>lomi. a demandé un paiement en {theirs} sur le téléphone du client, au lieu de {ours}. Le client a peut-être confirmé&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>lomi. gave no address that may be shown to a customer, but their phone may have asked, and they may have confirmed: check again, and do not charge again before the manager has looked.</source>
        <translation>lomi. n’a pas donné d’adresse que l’on puisse montrer au client, mais la demande est peut-être arrivée sur son téléphone, et il l’a peut-être confirmée&#xa0;: vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>This sale was begun with another lomi. key or account, so it cannot be finished with this one. The customer was not asked, so nobody can have paid it. Start a new sale, or ask the manager to put that key back.</source>
        <translation>Cette vente a été commencée avec une autre clé ou un autre compte lomi.&#xa0;: on ne peut pas la terminer avec celle-ci. Rien n’a été demandé au client, donc personne n’a pu payer. Commencez une nouvelle vente, ou demandez au gérant de remettre cette clé.</translation>
    </message>
    <message>
        <source>The payment on the phone was refused or given up. No money came. You can ask once more.</source>
        <translation>Le paiement sur le téléphone a été refusé ou abandonné. Aucun argent n’est arrivé. Vous pouvez demander encore une fois.</translation>
    </message>
    <message>
        <source>Sale {number} was already asked on the phone, and the customer may still pay. Nothing more was sent.</source>
        <translation>La vente {number} a déjà été demandée sur le téléphone, et le client peut encore payer. Rien de plus n’a été envoyé.</translation>
    </message>
    <message>
        <source>The sales journal is busy. Nothing was charged. Try again in a moment.</source>
        <translation>Le journal des ventes est occupé. Rien n’a été encaissé. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The disk is full: the sale could not be written down, so nothing was charged. Free some space.</source>
        <translation>Le disque est plein&#xa0;: la vente n’a pas pu être notée, donc rien n’a été encaissé. Libérez de la place.</translation>
    </message>
    <message>
        <source>The till cannot open: lomi POS cannot write in the folder {path}. Call the manager.</source>
        <translation>La caisse ne peut pas s’ouvrir&#xa0;: lomi POS ne peut pas écrire dans le dossier {path}. Appelez le gérant.</translation>
    </message>
    <message>
        <source>The data folder cannot be written to: the sale could not be written down, so nothing was charged. Ask the manager.</source>
        <translation>Impossible d’écrire dans le dossier de données&#xa0;: la vente n’a pas pu être notée, donc rien n’a été encaissé. Appelez le gérant.</translation>
    </message>
    <message>
        <source>The sales journal is not where it was ({path}): it was moved, deleted or replaced while lomi POS was open. Nothing was charged. Put it back, or close lomi POS and start it again.</source>
        <translation>Le journal des ventes n’est plus à sa place ({path})&#xa0;: il a été déplacé, effacé ou remplacé pendant que lomi POS était ouvert. Rien n’a été encaissé. Remettez-le, ou fermez lomi POS et relancez-le.</translation>
    </message>
    <message>
        <source>The sales journal is busy, so the answers of lomi. cannot be kept or shown just now. A sale that waits may be paid already: do not charge it again. The till keeps trying.</source>
        <translation>Le journal des ventes est occupé&#xa0;: les réponses de lomi. ne peuvent pas être gardées ni affichées pour l’instant. Une vente en attente est peut-être déjà payée&#xa0;: ne l’encaissez pas une deuxième fois. La caisse continue d’essayer.</translation>
    </message>
    <message>
        <source>The disk is full, so the answers of lomi. cannot be kept or shown. A sale that waits may be paid already: do not charge it again. Free some space; the till keeps trying.</source>
        <translation>Le disque est plein&#xa0;: les réponses de lomi. ne peuvent pas être gardées ni affichées. Une vente en attente est peut-être déjà payée&#xa0;: ne l’encaissez pas une deuxième fois. Libérez de la place&#xa0;; la caisse continue d’essayer.</translation>
    </message>
    <message>
        <source>The data folder cannot be written to, so the answers of lomi. cannot be kept or shown. A sale that waits may be paid already: do not charge it again. Ask the manager; the till keeps trying.</source>
        <translation>Impossible d’écrire dans le dossier de données&#xa0;: les réponses de lomi. ne peuvent pas être gardées ni affichées. Une vente en attente est peut-être déjà payée&#xa0;: ne l’encaissez pas une deuxième fois. Appelez le gérant&#xa0;; la caisse continue d’essayer.</translation>
    </message>
    <message>
        <source>The sales journal is damaged ({path}), so the answers of lomi. cannot be kept or shown. A sale that waits may be paid already: do not charge it again. Close lomi POS, start it again, and tell the manager.</source>
        <translation>Le journal des ventes est abîmé ({path})&#xa0;: les réponses de lomi. ne peuvent pas être gardées ni affichées. Une vente en attente est peut-être déjà payée&#xa0;: ne l’encaissez pas une deuxième fois. Fermez lomi POS, relancez-le, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>The sales journal is not where it was ({path}), so the answers of lomi. cannot be kept or shown. A sale that waits may be paid already: do not charge it again. Put it back, or close lomi POS and start it again.</source>
        <translation>Le journal des ventes n’est plus à sa place ({path})&#xa0;: les réponses de lomi. ne peuvent pas être gardées ni affichées. Une vente en attente est peut-être déjà payée&#xa0;: ne l’encaissez pas une deuxième fois. Remettez-le, ou fermez lomi POS et relancez-le.</translation>
    </message>
    <message>
        <source>The sales journal was written by a newer lomi POS ({needed}). Install that version. Nothing was changed.</source>
        <translation>Le journal des ventes vient d’un lomi POS plus récent ({needed}). Installez cette version. Rien n’a changé.</translation>
    </message>
    <message>
        <source>lomi. was asked: nothing is missing from the sales journal.</source>
        <translation>lomi. a répondu&#xa0;: il ne manque rien au journal des ventes.</translation>
    </message>
    <message>
        <source>Today&apos;s copy of the sales journal could not be made. Selling goes on. Ask the manager to look at the disk.</source>
        <translation>La copie du jour du journal des ventes n’a pas pu être faite. La vente continue. Demandez au gérant de regarder le disque.</translation>
    </message>
    <message>
        <source>The settings file cannot be read: {path}, {problem}. Correct it or move it away. Nothing was charged.</source>
        <translation>Le fichier des réglages ne peut pas être lu&#xa0;: {path}, {problem}. Corrigez-le ou déplacez-le. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The settings cannot be kept in {path}: {problem}. The old ones stay in force.</source>
        <translation>Les réglages ne peuvent pas être gardés dans {path}&#xa0;: {problem}. Les anciens restent en vigueur.</translation>
    </message>
    <message>
        <source>Another lomi POS is already open on this data folder ({path}). Use that one, or close it first. Nothing was charged.</source>
        <translation>Un autre lomi POS est déjà ouvert sur ce dossier de données ({path}). Utilisez celui-là, ou fermez-le d’abord. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The till had to restart its connection. No sale was lost; everything is being checked again.</source>
        <translation>La caisse a dû relancer sa connexion. Aucune vente n’est perdue&#xa0;; tout est revérifié.</translation>
    </message>
    <message>
        <source>line {number} is not right</source>
        <translation>la ligne {number} n’est pas correcte</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>il s’arrête trop tôt</translation>
    </message>
    <message>
        <source>it is not text in UTF-8</source>
        <translation>ce n’est pas du texte en UTF-8</translation>
    </message>
    <message>
        <source>{name} cannot have this value</source>
        <translation>{name} ne peut pas avoir cette valeur</translation>
    </message>
    <message>
        <source>this user may not open it</source>
        <translation>cet utilisateur n’a pas le droit de l’ouvrir</translation>
    </message>
    <message>
        <source>the disk cannot be written to</source>
        <translation>on ne peut pas écrire sur le disque</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>there is something else in its place</source>
        <translation>autre chose se trouve à sa place</translation>
    </message>
    <message>
        <source>the disk reported a fault</source>
        <translation>le disque a signalé une erreur</translation>
    </message>
    <message>
        <source>Sale {number} is not paid and has no code that can be paid, so there is nothing to print.</source>
        <translation>La vente {number} n’est pas payée et n’a pas de code à payer&#xa0;: il n’y a rien à imprimer.</translation>
    </message>
    <message>
        <source>this computer knows no printer “{name}”</source>
        <translation>cet ordinateur ne connaît pas l’imprimante «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>the printer does not answer</source>
        <translation>l’imprimante ne répond pas</translation>
    </message>
    <message>
        <source>“{name}” is not the address of a printer</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas une adresse d’imprimante</translation>
    </message>
    <message>
        <source>this computer cannot reach printers of this kind</source>
        <translation>cet ordinateur ne sait pas joindre ce type d’imprimante</translation>
    </message>
    <message>
        <source>“{text}” is not one of: {words}. Nothing was sent.</source>
        <translation>«&#xa0;{text}&#xa0;» ne fait pas partie de&#xa0;: {words}. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>lomi. did not say whether this was done, so money may have moved. It is never sent twice: look among lomi.&apos;s payments and refunds first.</source>
        <translation>lomi. n’a pas dit si c’était fait&#xa0;: l’argent est peut-être parti. Rien n’est envoyé deux fois&#xa0;: regardez d’abord parmi les paiements et remboursements de lomi.</translation>
    </message>
    <message>
        <source>A link needs a title: it is what the customer reads. No link was made.</source>
        <translation>Un lien a besoin d’un titre&#xa0;: c’est ce que le client lit. Aucun lien n’a été créé.</translation>
    </message>
    <message>
        <source>lomi. did not say whether this was done. No money moved. Look at it again before you repeat it.</source>
        <translation>lomi. n’a pas dit si c’était fait. L’argent n’a pas bougé. Vérifiez avant de recommencer.</translation>
    </message>
    <message>
        <source>lomi. cannot send to “{url}”: it must be a public address that starts with https://. Nothing was sent.</source>
        <translation>lomi. ne peut rien envoyer à «&#xa0;{url}&#xa0;»&#xa0;: il faut une adresse publique qui commence par https://. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>This event is not signed by lomi. with this endpoint&apos;s secret. Nothing of it was believed.</source>
        <translation>Cet évènement n’est pas signé par lomi. avec le secret de cette adresse. Rien n’en a été retenu.</translation>
    </message>
    <message>
        <source>This event is signed by lomi., but it cannot be read. Look at the payment itself.</source>
        <translation>Cet évènement est bien signé par lomi., mais il est illisible. Vérifiez le paiement lui-même.</translation>
    </message>
    <message>
        <source>The sales journal is damaged ({path}). Nothing was charged. Close lomi POS, start it again, and tell the manager.</source>
        <translation>Le journal des ventes est abîmé ({path}). Rien n’a été encaissé. Fermez lomi POS, relancez-le, et prévenez le gérant.</translation>
    </message>
    <message>
        <source>A check found damage in the sales journal, so nothing more is charged until you close lomi POS and open it again: the last good copy takes its place, and lomi. is asked about everything since.</source>
        <translation>Une vérification a trouvé le journal des ventes abîmé&#xa0;: plus rien n’est encaissé jusqu’à ce que vous fermiez lomi POS et le rouvriez. La dernière bonne copie prend alors sa place, et lomi. est interrogé sur tout ce qui a suivi.</translation>
    </message>
    <message>
        <source>The till had to restart in the middle of this sale. Nothing was charged. Press Enter to take it up again: it is not made twice.</source>
        <translation>La caisse a dû redémarrer au milieu de cette vente. Rien n’a été encaissé. Appuyez sur Entrée pour la reprendre&#xa0;: elle ne sera pas faite deux fois.</translation>
    </message>
    <message>
        <source>“{text}” is not the address of a page: one starts with https://. No link was made.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas l’adresse d’une page&#xa0;: elle commence par https://. Aucun lien n’a été créé.</translation>
    </message>
    <message>
        <source>“{request}” cannot be done for a Network account. Switch it off in Settings to do it for your own shop</source>
        <translation>«&#xa0;{request}&#xa0;» n’est pas possible pour un compte Network. Retirez-le dans les réglages pour le faire pour votre propre boutique</translation>
    </message>
    <message>
        <source>there is no such Network account. Check the acct_ number in Settings</source>
        <translation>ce compte Network n’existe pas. Vérifiez le numéro acct_ dans les réglages</translation>
    </message>
    <message>
        <source>this member account is not active for Network</source>
        <translation>ce compte membre n’est pas actif pour Network</translation>
    </message>
    <message>
        <source>your organization is not an active Network operator</source>
        <translation>votre organisation n’est pas un opérateur Network actif</translation>
    </message>
    <message>
        <source>selling for a member takes a secret key, lomi_sk_, and not a publishable one</source>
        <translation>pour encaisser au nom d’un membre, il faut une clé secrète, lomi_sk_, et non une clé publique</translation>
    </message>
    <message>
        <source>this member is not connected to your organization</source>
        <translation>ce membre n’est pas relié à votre organisation</translation>
    </message>
    <message>
        <source>the connection to this member is suspended, or not confirmed yet</source>
        <translation>le lien avec ce membre est suspendu, ou pas encore confirmé</translation>
    </message>
    <message>
        <source>this member has not given you the right to do this with this key; test and live rights are separate</source>
        <translation>ce membre ne vous a pas donné le droit de faire cela avec cette clé&#xa0;; les droits de test et réels sont distincts</translation>
    </message>
    <message>
        <source>lomi. does not do this for a Network account</source>
        <translation>lomi. ne fait pas cela pour un compte Network</translation>
    </message>
    <message>
        <source>lomi. Network refused: {problem}. Nothing was charged. Ask the manager.</source>
        <translation>lomi. Network a refusé&#xa0;: {problem}. Rien n’a été encaissé. Appelez le gérant.</translation>
    </message>
    <message>
        <source>Not saved: {problem}. The sale stands as it did.</source>
        <translation>Non enregistré&#xa0;: {problem}. Rien n’a changé pour la vente.</translation>
    </message>
    <message>
        <source>The settings file has a value that cannot be used: {names}. Its default is in force; choose another in Settings, or correct the file.</source>
        <translation>Le fichier des réglages contient une valeur inutilisable&#xa0;: {names}. La valeur par défaut s’applique&#xa0;; choisissez-en une autre dans Réglages, ou corrigez le fichier.</translation>
    </message>
    <message>
        <source>The settings file has values that cannot be used: {names}. Their defaults are in force; choose others in Settings, or correct the file.</source>
        <translation>Le fichier des réglages contient des valeurs inutilisables&#xa0;: {names}. Les valeurs par défaut s’appliquent&#xa0;; choisissez-en d’autres dans Réglages, ou corrigez le fichier.</translation>
    </message>
    <message>
        <source>no printer is chosen in Settings, Display and printing</source>
        <translation>aucune imprimante n’est choisie dans Réglages, Écran et impression</translation>
    </message>
    <message>
        <source>{quantity} × {price} makes {total}, and the amount is {amount}. Charge {total}, or take the product out. Nothing was charged.</source>
        <translation>{quantity} × {price} font {total}, et le montant est de {amount}. Encaissez {total}, ou retirez l’article. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>This product costs {least} at least. Nothing was charged.</source>
        <translation>Cet article coûte au moins {least}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>This product costs {most} at most. Nothing was charged.</source>
        <translation>Cet article coûte au plus {most}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>This product is sold in {price_currency}, and the amount is in {currency}. Nothing was charged.</source>
        <translation>Cet article se vend en {price_currency}, et le montant est en {currency}. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The articles come to {total}, and the amount is {amount}. Charge {total}, or take the articles out. Nothing was charged.</source>
        <translation>Les articles font {total} en tout, et le montant est de {amount}. Encaissez {total}, ou retirez les articles. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>lomi. takes several articles at once only at fixed prices that are paid once. Charge this one by itself. Nothing was charged.</source>
        <translation>lomi. n’accepte plusieurs articles à la fois qu’à prix fixe et payés en une fois. Encaissez celui-ci à part. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>“{text}” is not an id of lomi.&apos;s: copy it again, whole, from your lomi. dashboard. Nothing was sent.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un identifiant de lomi.&#xa0;: copiez-le de nouveau, en entier, depuis votre tableau de bord lomi. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>lomi. Network refused: {problem}. Open sales cannot be checked until this is settled; they may already be paid. Ask the manager.</source>
        <translation>lomi. Network a refusé&#xa0;: {problem}. Les ventes ouvertes ne peuvent pas être vérifiées d’ici là&#xa0;; elles sont peut-être déjà payées. Appelez le gérant.</translation>
    </message>
    <message>
        <source>This is not an e-mail address: one looks like awa@example.com. Nothing was sent.</source>
        <translation>Ceci n’est pas une adresse e-mail&#xa0;: écrivez-la comme awa@example.com. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Nothing was charged.</source>
        <translation>Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The CFA franc has no cents: type a whole amount, like 5000. Nothing was charged.</source>
        <translation>Le franc CFA n’a pas de centimes&#xa0;: tapez un montant entier, comme 5000. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>A customer needs a name. Nothing was sent.</source>
        <translation>Il faut un nom pour ce client. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>lomi. made a “{theirs}” code, and this till&apos;s key is a “{ours}” one. Nobody was shown it, so nothing was charged. Ask the manager to check the key in Settings.</source>
        <translation>lomi. a fait un code «&#xa0;{theirs}&#xa0;», alors que la clé de cette caisse est «&#xa0;{ours}&#xa0;». Personne ne l’a vu&#xa0;: rien n’a été encaissé. Demandez au gérant de vérifier la clé dans les réglages.</translation>
    </message>
    <message>
        <source>lomi. made a “{theirs}” code, and this till&apos;s key is a “{ours}” one. The till does not show it, but it may be paid there: do not charge again before the manager has looked in the lomi. dashboard.</source>
        <translation>lomi. a fait un code «&#xa0;{theirs}&#xa0;», alors que la clé de cette caisse est «&#xa0;{ours}&#xa0;». La caisse ne l’affiche pas, mais il y est peut-être payé&#xa0;: n’encaissez pas de nouveau avant que le gérant ait regardé dans le tableau de bord lomi.</translation>
    </message>
    <message>
        <source>lomi. made a code for another organization than that of this till&apos;s key: the money would not be yours. Nobody was shown it, so nothing was charged. Ask the manager to check the key in Settings.</source>
        <translation>lomi. a fait un code pour une autre organisation que celle de la clé de cette caisse&#xa0;: l’argent ne serait pas à vous. Personne ne l’a vu&#xa0;: rien n’a été encaissé. Demandez au gérant de vérifier la clé dans les réglages.</translation>
    </message>
    <message>
        <source>lomi. made a code for another organization than that of this till&apos;s key: if someone has paid it, the money is not yours. It is not shown. Ask the manager before you charge again.</source>
        <translation>lomi. a fait un code pour une autre organisation que celle de la clé de cette caisse&#xa0;: si quelqu’un l’a payé, l’argent n’est pas à vous. Il n’est pas affiché. Appelez le gérant avant d’encaisser de nouveau.</translation>
    </message>
    <message>
        <source>Only the manager can give money back. Nothing was sent.</source>
        <translation>Seul le gérant peut rembourser. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>A refund of this payment is not clear yet. Do not repeat it: the till looks until lomi. shows it. Nothing more was sent.</source>
        <translation>Un remboursement de ce paiement n’est pas encore confirmé. Ne recommencez pas&#xa0;: la caisse vérifie jusqu’à ce que lomi. le montre. Rien de plus n’a été envoyé.</translation>
    </message>
    <message>
        <source>All of this payment was given back already. Nothing was sent.</source>
        <translation>Ce paiement a déjà été remboursé en entier. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>At most {left} of this payment can be given back. Nothing was sent.</source>
        <translation>Au plus {left} de ce paiement peuvent être remboursés. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>lomi. cannot give {provider} payments back. Give the money back in cash, or from the shop&apos;s own account, and note it.</source>
        <translation>lomi. ne peut pas rembourser les paiements {provider}. Remboursez en espèces ou depuis le compte de la boutique, et notez-le.</translation>
    </message>
    <message>
        <source>lomi. has not said yet how this was paid, so it cannot be given back yet. Check again in a moment.</source>
        <translation>lomi. n’a pas encore dit comment ceci a été payé&#xa0;: le remboursement n’est pas encore possible. Vérifiez dans un moment.</translation>
    </message>
    <message>
        <source>lomi. says “{status}” of this payment, and gives only completed ones back. Nothing was sent.</source>
        <translation>lomi. dit «&#xa0;{status}&#xa0;» de ce paiement et ne rembourse que ceux qui sont aboutis. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>lomi. could not be asked about this payment first, so the refund was not sent. No money moved. Try again in a moment.</source>
        <translation>lomi. n’a pas pu être interrogé d’abord sur ce paiement&#xa0;: le remboursement n’a pas été envoyé. Aucun argent n’a bougé. Réessayez dans un moment.</translation>
    </message>
    <message>
        <source>No connection: the refund was not sent. No money moved. Try again when it is back.</source>
        <translation>Pas de connexion&#xa0;: le remboursement n’a pas été envoyé. Aucun argent n’a bougé. Réessayez quand elle sera revenue.</translation>
    </message>
    <message>
        <source>lomi. refused the refund: “{message}”. No money moved.</source>
        <translation>lomi. a refusé le remboursement&#xa0;: «&#xa0;{message}&#xa0;». Aucun argent n’a bougé.</translation>
    </message>
    <message>
        <source>lomi. does not accept this till&apos;s key, so nothing was given back. No money moved. Ask the manager to check it in Settings.</source>
        <translation>lomi. n’accepte pas la clé de cette caisse&#xa0;: rien n’a été remboursé. Aucun argent n’a bougé. Demandez au gérant de la vérifier dans les Réglages.</translation>
    </message>
    <message>
        <source>lomi. Network refused the refund: {problem}. No money moved. Ask the manager.</source>
        <translation>lomi. Network a refusé le remboursement&#xa0;: {problem}. Aucun argent n’a bougé. Appelez le gérant.</translation>
    </message>
    <message>
        <source>lomi. did not say whether {amount} was given back, so the money may have gone. Do not repeat it: the till looks until lomi. shows it.</source>
        <translation>lomi. n’a pas dit si {amount} ont été remboursés&#xa0;: l’argent est peut-être parti. Ne recommencez pas&#xa0;: la caisse vérifie jusqu’à ce que lomi. le montre.</translation>
    </message>
    <message>
        <source>The till stopped before this refund was sent. No money moved. Ask for it again.</source>
        <translation>La caisse s’est arrêtée avant d’envoyer ce remboursement. Aucun argent n’a bougé. Demandez-le de nouveau.</translation>
    </message>
    <message>
        <source>lomi. says that this refund failed: the shop still has the money. Look at it with the customer.</source>
        <translation>lomi. dit que ce remboursement a échoué&#xa0;: la boutique a toujours l’argent. Voyez cela avec le client.</translation>
    </message>
    <message>
        <source>The till had to restart in the middle of this refund. Look at the payment again before you ask for it: what was sent stands there.</source>
        <translation>La caisse a dû redémarrer au milieu de ce remboursement. Regardez le paiement avant de le redemander&#xa0;: ce qui a été envoyé y figure.</translation>
    </message>
    <message>
        <source>A product needs a name and a price. Nothing was made.</source>
        <translation>Un produit a besoin d’un nom et d’un prix. Rien n’a été créé.</translation>
    </message>
    <message>
        <source>Only a price that the customer chooses has a lowest and a highest amount, in its own currency, and what is proposed lies between them. Nothing was made.</source>
        <translation>Seul un prix au choix du client a un minimum et un maximum, dans sa propre devise, et le montant proposé se trouve entre les deux. Rien n’a été créé.</translation>
    </message>
    <message>
        <source>lomi. does not tell: “{message}”.</source>
        <translation>lomi. ne le dit pas&#xa0;: «&#xa0;{message}&#xa0;».</translation>
    </message>
    <message>
        <source>lomi. does not answer: what is on the screen may be old. Check the Wi-Fi or the router; the till keeps trying by itself.</source>
        <translation>lomi. ne répond pas&#xa0;: ce qui est à l’écran n’est peut-être plus à jour. Regardez le Wi-Fi ou la box&#xa0;; la caisse réessaie toute seule.</translation>
    </message>
    <message>
        <source>{number} could not be checked: lomi. does not answer. It may be paid already: do not charge again, and hand nothing over before the screen is green. The till keeps checking.</source>
        <translation>{number} n’a pas pu être vérifiée&#xa0;: lomi. ne répond pas. Elle est peut-être déjà payée&#xa0;: n’encaissez pas une seconde fois et ne remettez rien avant l’écran vert. La caisse continue de vérifier.</translation>
    </message>
    <message>
        <source>{number} could not be checked again: lomi. does not answer. It stays as it stood; check again in a moment.</source>
        <translation>{number} n’a pas pu être revérifiée&#xa0;: lomi. ne répond pas. Elle reste en l’état&#xa0;; vérifiez de nouveau dans un instant.</translation>
    </message>
    <message>
        <source>{number} could not be checked: lomi. says “{message}”. It may be paid already: do not charge again, and ask the manager.</source>
        <translation>{number} n’a pas pu être vérifiée&#xa0;: lomi. dit «&#xa0;{message}&#xa0;». Elle est peut-être déjà payée&#xa0;: n’encaissez pas une seconde fois et demandez au gérant.</translation>
    </message>
    <message>
        <source>Sale {number} is not paid, so there is nothing to give back in cash.</source>
        <translation>La vente {number} n’est pas payée&#xa0;: il n’y a rien à rendre en espèces.</translation>
    </message>
    <message>
        <source>Type the amount that you handed back in cash. Nothing was noted.</source>
        <translation>Saisissez la somme rendue en espèces. Rien n’a été noté.</translation>
    </message>
    <message>
        <source>The shop has {left} of this sale, so no more can go back in cash. Nothing was noted.</source>
        <translation>La boutique garde {left} de cette vente&#xa0;: on ne peut pas rendre plus. Rien n’a été noté.</translation>
    </message>
    <message>
        <source>The till had to restart in the middle of this. Look at what happened to the sale before you note it again: what was noted stands there.</source>
        <translation>La caisse a dû redémarrer pendant l’opération. Regardez l’historique de la vente avant de noter à nouveau&#xa0;: ce qui a été noté y figure.</translation>
    </message>
    <message>
        <source>{cash} of this sale was already given back in cash: at most {left} can be refunded. Nothing was sent.</source>
        <translation>{cash} de cette vente ont déjà été rendus en espèces&#xa0;: on peut rembourser {left} au plus. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Practice has begun anew since {number} was begun, so nobody can pay it any more. Start a new sale.</source>
        <translation>L’entraînement est reparti de zéro depuis {number}&#xa0;: plus personne ne peut payer cette vente. Commencez une nouvelle vente.</translation>
    </message>
    <message>
        <source>This is not a lomi. secret key. A secret key starts with lomi_sk_live_ or lomi_sk_test_: copy it again, whole. Nothing was charged.</source>
        <translation>Ce n’est pas la clé secrète d’un compte lomi. Une clé secrète commence par lomi_sk_live_ ou lomi_sk_test_&#xa0;: copiez-la de nouveau, en entier. Rien n’a été encaissé.</translation>
    </message>
    <message>
        <source>The sales journal ends at {until}: it is an older copy, or its end was lost. Numbers go on higher, so that none is given twice. lomi. is being asked about everything since.</source>
        <translation>Le journal des ventes s’arrête au {until}&#xa0;: c’est une copie plus ancienne, ou sa fin a été perdue. La numérotation reprend plus haut, pour qu’aucun numéro ne serve deux fois. lomi. est interrogé sur tout ce qui a suivi.</translation>
    </message>
    <message>
        <source>The sales journal has gone back to an earlier time, and does not know what became of this sale: its code may have been shown, and paid. Check again, and do not charge it anew before the manager has looked in the lomi. dashboard.</source>
        <translation>Le journal des ventes est revenu en arrière et ne sait pas ce que cette vente est devenue&#xa0;: son code a peut-être été montré, et payé. Vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé dans le tableau de bord lomi.</translation>
    </message>
    <message>
        <source>This sale was begun with another lomi. key or account, and the sales journal, which has gone back to an earlier time, does not know what became of it: it may be paid. Do not charge again, and ask the manager to put that key back.</source>
        <translation>Cette vente a été commencée avec une autre clé ou un autre compte lomi., et le journal des ventes, revenu en arrière, ne sait pas ce qu’elle est devenue&#xa0;: elle est peut-être payée. N’encaissez pas de nouveau, et demandez au gérant de remettre cette clé.</translation>
    </message>
    <message>
        <source>This sale was never confirmed, and it is too old to send again. Its code was never shown, so nobody can have paid it. Check again, or start a new sale.</source>
        <translation>Cette vente n’a jamais été confirmée, et elle est trop ancienne pour être renvoyée. Son code n’a jamais été affiché&#xa0;: personne n’a pu la payer. Vérifiez encore, ou commencez une nouvelle vente.</translation>
    </message>
    <message>
        <source>This sale was begun with another lomi. key or account, so it cannot be finished with this one. Its code was never shown, so nobody can have paid it. Start a new sale, or ask the manager to put that key back.</source>
        <translation>Cette vente a été commencée avec une autre clé ou un autre compte lomi.&#xa0;: elle ne peut pas être terminée avec cette clé. Son code n’a jamais été affiché&#xa0;: personne n’a pu la payer. Commencez une nouvelle vente, ou demandez au gérant de remettre cette clé.</translation>
    </message>
    <message>
        <source>lomi. refused a sale that it may already have made (“{message}”). Its code was never shown, so nobody can have paid it. Check again, or ask the manager.</source>
        <translation>lomi. a refusé une vente qui existe peut-être déjà («&#xa0;{message}&#xa0;»). Son code n’a jamais été affiché&#xa0;: personne n’a pu la payer. Vérifiez encore, ou demandez au gérant.</translation>
    </message>
    <message>
        <source>Something went wrong in lomi POS itself; the log file says what. The sales on disk are safe: look at yours before you charge it again.</source>
        <translation>Un problème est survenu dans lomi POS même&#xa0;; le détail est dans le fichier journal. Les ventes enregistrées sont en sécurité&#xa0;: regardez où en est la vôtre avant d’encaisser de nouveau.</translation>
    </message>
    <message>
        <source>lomi. did not say whether the link was made, and does not show it. It was never shown here, so nobody can have paid it. Check again, or start a new sale: this one is never made twice.</source>
        <translation>lomi. n’a pas dit si le lien a été créé, et ne le montre pas. Il n’a jamais été affiché ici&#xa0;: personne n’a pu le payer. Vérifiez encore, ou commencez une nouvelle vente&#xa0;: celle-ci n’est jamais créée deux fois.</translation>
    </message>
    <message>
        <source>lomi. did not say whether the customer was asked on the phone, and does not show it so far. If their phone asked, they may have paid: look at it with them, check again, and do not charge again before the manager has looked.</source>
        <translation>lomi. n’a pas dit si la demande est arrivée sur le téléphone du client, et ne la montre pas pour l’instant. Si elle est arrivée, le client a peut-être payé&#xa0;: regardez avec lui, vérifiez encore, et n’encaissez pas de nouveau avant que le gérant ait regardé.</translation>
    </message>
    <message>
        <source>The sales journal was damaged or missing. The copy of {until} took its place, and nothing was thrown away. lomi. is being asked about everything since.</source>
        <translation>Le journal des ventes était abîmé ou absent. La copie du {until} a pris sa place, et rien n’a été jeté. lomi. est interrogé sur tout ce qui a suivi.</translation>
    </message>
    <message>
        <source>The sales journal was damaged or missing, and there is no copy of it. A new one begins at higher numbers, and nothing was thrown away. lomi. is being asked which sales are missing.</source>
        <translation>Le journal des ventes était abîmé ou absent, et il n’en existe aucune copie. Un nouveau journal commence, avec des numéros plus hauts, et rien n’a été jeté. lomi. est interrogé sur les ventes qui manquent.</translation>
    </message>
    <message>
        <source>lomi. has {count} sales of this till that are missing from the journal: {numbers}. Received for them: {received}. Look for them in History, in lomi.&apos;s lists.</source>
        <translation>lomi. a {count} ventes de cette caisse qui manquent dans le journal&#xa0;: {numbers}. Reçu pour elles&#xa0;: {received}. Cherchez-les dans l’historique, dans les listes de lomi.</translation>
    </message>
    <message>
        <source>lomi. has a sale of this till that is missing from the journal: {numbers}. Received for it: {received}. Look for it in History, in lomi.&apos;s lists.</source>
        <translation>lomi. a une vente de cette caisse qui manque dans le journal&#xa0;: {numbers}. Reçu pour elle&#xa0;: {received}. Cherchez-la dans l’historique, dans les listes de lomi.</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>PAID</source>
        <translation>PAYÉ</translation>
    </message>
    <message>
        <source>PAID TWICE</source>
        <translation>PAYÉ DEUX FOIS</translation>
    </message>
    <message>
        <source>Received {received} in all for {asked}. Refund one?</source>
        <translation>Reçu {received} en tout pour {asked}. Rembourser un paiement&#xa0;?</translation>
    </message>
    <message>
        <source>NOT ENOUGH</source>
        <translation>PAS ASSEZ</translation>
    </message>
    <message>
        <source>TOO MUCH</source>
        <translation>TROP</translation>
    </message>
    <message>
        <source>Received {received} of {asked}</source>
        <translation>Reçu {received} sur {asked}</translation>
    </message>
    <message>
        <source>Received {received} of {asked}. A coupon may be the reason: lomi. has not said so yet.</source>
        <translation>Reçu {received} sur {asked}. C’est peut-être un code promo&#xa0;: lomi. ne l’a pas encore dit.</translation>
    </message>
    <message>
        <source>PAID LATE</source>
        <translation>PAYÉ EN RETARD</translation>
    </message>
    <message>
        <source>The money came after the code had expired or was cancelled. Hand over the goods, or ask the manager to refund.</source>
        <translation>L’argent est arrivé après l’expiration ou l’annulation du code. Remettez la marchandise, ou demandez au gérant de rembourser.</translation>
    </message>
    <message>
        <source>The money came after the request on the phone had expired or was cancelled. Hand over the goods, or ask the manager to refund.</source>
        <translation>L’argent est arrivé après l’expiration ou l’annulation de la demande sur le téléphone. Remettez la marchandise, ou demandez au gérant de rembourser.</translation>
    </message>
    <message>
        <source>{asked}, less {discount} with a coupon</source>
        <translation>{asked}, remise de {discount} par code promo</translation>
    </message>
    <message>
        <source>REFUND UNCLEAR</source>
        <translation>REMBOURSEMENT À VÉRIFIER</translation>
    </message>
    <message>
        <source>REFUNDED</source>
        <translation>REMBOURSÉ</translation>
    </message>
    <message>
        <source>PARTLY REFUNDED</source>
        <translation>REMBOURSÉ EN PARTIE</translation>
    </message>
    <message>
        <source>Received {received}, given back {refunded}</source>
        <translation>Reçu {received}, remboursé {refunded}</translation>
    </message>
    <message>
        <source>Received {received}, given back {refunded}, not from this till: lomi. says so.</source>
        <translation>{received} reçus, {refunded} rendus, mais pas depuis cette caisse&#xa0;: c’est lomi. qui le dit.</translation>
    </message>
    <message>
        <source>PARTLY GIVEN BACK IN CASH</source>
        <translation>RENDU EN PARTIE EN ESPÈCES</translation>
    </message>
    <message>
        <source>GIVEN BACK IN CASH</source>
        <translation>RENDU EN ESPÈCES</translation>
    </message>
    <message>
        <source>Received {received}, given back in cash {cash}.</source>
        <translation>Reçu {received}, rendu en espèces {cash}.</translation>
    </message>
    <message>
        <source>The shop has {kept} of it, for {asked}.</source>
        <translation>La boutique en garde {kept}, pour {asked}.</translation>
    </message>
    <message>
        <source>Received {received} of {asked}. {rest} is missing: charge it as a new sale, or give the money back.</source>
        <translation>Reçu {received} sur {asked}. Il manque {rest}&#xa0;: encaissez-les par une nouvelle vente, ou rendez l’argent.</translation>
    </message>
    <message>
        <source>Received {received} of {asked}. Give {rest} back to the customer.</source>
        <translation>Reçu {received} sur {asked}. Rendez {rest} au client.</translation>
    </message>
</context>
<context>
    <name>waiting</name>
    <message>
        <source>Creating…</source>
        <translation>Création…</translation>
    </message>
    <message>
        <source>Nothing was charged. The same code is still good: the customer can try again.</source>
        <translation>Rien n’a été encaissé. Le même code reste valable&#xa0;: le client peut réessayer.</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Pas encore confirmé</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Connexion perdue</translation>
    </message>
    <message>
        <source>The payment may still go through; we keep checking.</source>
        <translation>Le paiement peut encore passer&#xa0;; on continue à vérifier.</translation>
    </message>
    <message>
        <source>This sale cannot be checked</source>
        <translation>Cette vente ne peut pas être vérifiée</translation>
    </message>
    <message>
        <source>This practice code leads nowhere</source>
        <translation>Ce code d’entraînement ne mène plus nulle part</translation>
    </message>
    <message>
        <source>Practice has begun anew since it was made, so nobody can pay it. Cancel it and start again.</source>
        <translation>L’entraînement est reparti de zéro depuis&#xa0;: personne ne peut payer cette vente. Annulez-la et recommencez.</translation>
    </message>
    <message>
        <source>It was made with another lomi. key or account. It may be paid already: do not charge again, and ask the manager to put that key back.</source>
        <translation>Elle a été faite avec une autre clé ou un autre compte lomi. Elle est peut-être déjà payée&#xa0;: n’encaissez pas une deuxième fois, et demandez au gérant de remettre cette clé.</translation>
    </message>
    <message>
        <source>lomi. refuses the till&apos;s key. It may be paid already: do not charge again, ask the manager.</source>
        <translation>lomi. refuse la clé de la caisse. La vente est peut-être déjà payée&#xa0;: n’encaissez pas de nouveau, appelez le gérant.</translation>
    </message>
    <message>
        <source>The customer is paying…</source>
        <translation>Le client paie…</translation>
    </message>
    <message>
        <source>lomi. says “{word}”. We keep watching.</source>
        <translation>lomi. dit «&#xa0;{word}&#xa0;». On continue à surveiller.</translation>
    </message>
    <message>
        <source>Waiting for payment</source>
        <translation>En attente du paiement</translation>
    </message>
    <message>
        <source>Waiting for the customer&apos;s phone</source>
        <translation>En attente du téléphone du client</translation>
    </message>
    <message>
        <source>The customer confirms on their phone</source>
        <translation>Le client confirme sur son téléphone</translation>
    </message>
    <message>
        <source>Two codes are out and both are watched. The customer must pay only one of them.</source>
        <translation>Deux codes sont suivis. Le client ne doit en payer qu’un seul.</translation>
    </message>
    <message>
        <source>No new code was made. The one that is shown is still good.</source>
        <translation>Aucun nouveau code n’a été créé. Celui qui est affiché est toujours bon.</translation>
    </message>
    <message>
        <source>No connection to lomi.: it is not known yet whether the code exists. We keep trying. Do not start this sale again.</source>
        <translation>Pas de connexion avec lomi.&#xa0;: on ne sait pas encore si le code existe. On réessaie. Ne refaites pas cette vente.</translation>
    </message>
    <message>
        <source>Checked {age} ago</source>
        <translation>Vérifié il y a {age}</translation>
    </message>
    <message>
        <source>lomi.&apos;s answer did not arrive. We keep trying. Do not start this sale again.</source>
        <translation>La réponse de lomi. n’est pas arrivée. On réessaie. Ne recommencez pas cette vente.</translation>
    </message>
    <message>
        <source>Payment refused once</source>
        <translation>Paiement refusé une fois</translation>
    </message>
</context>
<context>
    <name>ways</name>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>connected, set-up not finished</source>
        <translation>connecté, mise en place inachevée</translation>
    </message>
    <message>
        <source>Finish it on your lomi. dashboard: until then customers may be refused.</source>
        <translation>Terminez-la sur votre tableau de bord lomi.&#xa0;: d’ici là, des clients peuvent être refusés.</translation>
    </message>
    <message>
        <source>lomi. is at work on it: until then customers may be refused.</source>
        <translation>lomi. s’en occupe&#xa0;: d’ici là, des clients peuvent être refusés.</translation>
    </message>
    <message>
        <source>connected, but its set-up failed</source>
        <translation>connecté, mais sa mise en place a échoué</translation>
    </message>
    <message>
        <source>Look at it on your lomi. dashboard, or ask lomi., before you count on it.</source>
        <translation>Regardez sur votre tableau de bord lomi., ou demandez à lomi., avant de compter dessus.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>non connecté</translation>
    </message>
    <message>
        <source>It can be set up on your lomi. dashboard.</source>
        <translation>Il se met en place sur votre tableau de bord lomi.</translation>
    </message>
    <message>
        <source>set up, but not connected</source>
        <translation>mis en place, mais non connecté</translation>
    </message>
    <message>
        <source>Connect it on your lomi. dashboard, or ask lomi. why it is off.</source>
        <translation>Connectez-le sur votre tableau de bord lomi., ou demandez à lomi. pourquoi il est coupé.</translation>
    </message>
    <message>
        <source>Do it on your lomi. dashboard; customers cannot pay with it until then.</source>
        <translation>Faites-la sur votre tableau de bord lomi.&#xa0;; d’ici là, les clients ne peuvent pas payer ainsi.</translation>
    </message>
    <message>
        <source>Nothing to do but wait; ask lomi. if it takes days.</source>
        <translation>Il n’y a qu’à attendre&#xa0;; demandez à lomi. si cela dure des jours.</translation>
    </message>
    <message>
        <source>Look at it on your lomi. dashboard, or ask lomi.</source>
        <translation>Regardez sur votre tableau de bord lomi., ou demandez à lomi.</translation>
    </message>
    <message>
        <source>It can be set up on your lomi. dashboard whenever you want it.</source>
        <translation>Il se met en place sur votre tableau de bord lomi. quand vous le voulez.</translation>
    </message>
    <message>
        <source>connected; lomi. says “{word}”</source>
        <translation>connecté&#xa0;; lomi. dit «&#xa0;{word}&#xa0;»</translation>
    </message>
    <message>
        <source>not connected; lomi. says “{word}”</source>
        <translation>non connecté&#xa0;; lomi. dit «&#xa0;{word}&#xa0;»</translation>
    </message>
    <message>
        <source>Its phone number is not confirmed: confirm it on your lomi. dashboard.</source>
        <translation>Son numéro de téléphone n’est pas confirmé&#xa0;: confirmez-le sur votre tableau de bord lomi.</translation>
    </message>
    <message>
        <source>{provider}: {state}</source>
        <translation>{provider}&#xa0;: {state}</translation>
    </message>
    <message>
        <source>not connected, its set-up waits for you</source>
        <translation>non connecté, sa mise en place vous attend</translation>
    </message>
    <message>
        <source>not connected, its set-up is under way</source>
        <translation>non connecté, sa mise en place est en cours</translation>
    </message>
    <message>
        <source>not connected, its set-up failed</source>
        <translation>non connecté, sa mise en place a échoué</translation>
    </message>
    <message>
        <source>not connected, left out when the account was made</source>
        <translation>non connecté, laissé de côté à la création du compte</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Kept in this computer&apos;s keychain.</source>
        <translation>Gardée dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer has no keychain: the key is kept for this run only, then pasted again.</source>
        <translation>Cet ordinateur n’a pas de trousseau&#xa0;: la clé est gardée jusqu’à la fermeture seulement, puis il faut la recoller.</translation>
    </message>
    <message>
        <source>Given by LOMI_API_KEY for this run. A pasted key waits until that is gone.</source>
        <translation>Donnée par LOMI_API_KEY pour cette fois. Une clé collée attend que celle-ci disparaisse.</translation>
    </message>
    <message>
        <source>The link is not made.</source>
        <translation>Le lien n’est pas créé.</translation>
    </message>
</context>
</TS>
