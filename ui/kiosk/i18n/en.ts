<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AccountPage</name>
    <message>
        <source>Votre compte.</source>
        <translation>Your account.</translation>
    </message>
    <message>
        <source>Bonjour %1.</source>
        <translation>Hello %1.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Tout prolonger</source>
        <translation>Renew all</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici votre compte tel qu’il était&#x202f;; prolonger revient avec le réseau.</source>
        <translation>No network. This is your account as it was; renewing comes back with the network.</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Look around</translation>
    </message>
    <message>
        <source>%1 à régler</source>
        <translation>%1 to pay</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Rien à régler</source>
        <translation>Nothing to pay</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s)</source>
        <translation>
            <numerusform>%n hold</numerusform>
            <numerusform>%n holds</numerusform>
        </translation>
    </message>
    <message>
        <source>Réservations</source>
        <translation>Holds</translation>
    </message>
    <message>
        <source>Aucun prêt en cours.</source>
        <translation>Nothing on loan.</translation>
    </message>
    <message numerus="yes">
        <source>Vos %n prêt(s)</source>
        <translation>
            <numerusform>Your %n loan</numerusform>
            <numerusform>Your %n loans</numerusform>
        </translation>
    </message>
    <message>
        <source>sur %1 possibles</source>
        <translation>of %1 possible</translation>
    </message>
    <message>
        <source>Vous n’avez rien à rendre.</source>
        <translation>You have nothing to return.</translation>
    </message>
</context>
<context>
    <name>AddCardLink</name>
    <message>
        <source>Une autre carte</source>
        <translation>Another card</translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message>
        <source>Merci. Encore un instant.</source>
        <translation>Thank you. One moment.</translation>
    </message>
    <message>
        <source>Reposez ce livre, s’il vous plaît.</source>
        <translation>Put this book back, please.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde pour être rendu.</source>
        <translation>It needs one more second to be returned.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>It needs one more second. Without it, the gate would ring as you leave.</translation>
    </message>
    <message>
        <source>Je ne peux pas&#x202f;: aidez‑moi</source>
        <translation>I cannot: help me</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) rendu(s).</source>
        <translation>
            <numerusform>%n other is returned.</numerusform>
            <numerusform>%n others are returned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) prêt(s).</source>
        <translation>
            <numerusform>%n other is ready.</numerusform>
            <numerusform>%n others are ready.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>No title</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau</source>
        <translation>Leave it on the pad</translation>
    </message>
    <message>
        <source>À reposer sur le plateau</source>
        <translation>Put it back on the pad</translation>
    </message>
</context>
<context>
    <name>BoardPanel</name>
    <message>
        <source>À la bibliothèque</source>
        <translation>At the library</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Aujourd’hui</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>New arrivals</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>Did the gate ring?</translation>
    </message>
</context>
<context>
    <name>CallSomebody</name>
    <message>
        <source>Je n’ai plus besoin d’aide</source>
        <translation>I need no more help</translation>
    </message>
    <message>
        <source>Appeler encore</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>Appeler quelqu’un</source>
        <translation>Call someone</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>Numéro de carte, vide</source>
        <translation>Card number, empty</translation>
    </message>
    <message>
        <source>Numéro de carte&#x202f;: %1</source>
        <translation>Card number: %1</translation>
    </message>
</context>
<context>
    <name>CardPictures</name>
    <message>
        <source>Sur le plateau</source>
        <translation>On the pad</translation>
    </message>
    <message>
        <source>ou</source>
        <translation>or</translation>
    </message>
    <message>
        <source>Sous le lecteur</source>
        <translation>Under the scanner</translation>
    </message>
</context>
<context>
    <name>CharterPage</name>
    <message>
        <source>La charte, mot à mot</source>
        <translation>The charter, word for word</translation>
    </message>
    <message>
        <source>La charte, en bref</source>
        <translation>The charter, in short</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>J’ai lu et j’accepte</source>
        <translation>I have read it and I accept</translation>
    </message>
    <message>
        <source>J’accepte</source>
        <translation>I accept</translation>
    </message>
    <message>
        <source>Ce texte n’existe qu’en français.</source>
        <translation>This text is in French only.</translation>
    </message>
    <message>
        <source>En bref</source>
        <translation>In short</translation>
    </message>
    <message>
        <source>Texte entier</source>
        <translation>Whole text</translation>
    </message>
</context>
<context>
    <name>ClosingAlone</name>
    <message numerus="yes">
        <source>La page se ferme dans %n seconde(s).</source>
        <translation>
            <numerusform>This page closes in %n second.</numerusform>
            <numerusform>This page closes in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>Stay here</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde(s)&lt;/b&gt;.</source>
        <translation>
            <numerusform>This page closes&lt;br&gt;in &lt;b&gt;%n second&lt;/b&gt;.</numerusform>
            <numerusform>This page closes&lt;br&gt;in &lt;b&gt;%n seconds&lt;/b&gt;.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>Stay here</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Langue</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Langue&#x202f;: %1</source>
        <translation>Language: %1</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>Texte</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>Lower down</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>Easy words</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>Easy</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Aide</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Démonstration</source>
        <translation>Demonstration</translation>
    </message>
    <message>
        <source>Réseau</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>Lecteur</source>
        <translation>Reader</translation>
    </message>
    <message>
        <source>Papier de l’imprimante</source>
        <translation>Paper of the printer</translation>
    </message>
    <message>
        <source>Le dernier ticket</source>
        <translation>The last receipt</translation>
    </message>
    <message>
        <source>Sur le plateau</source>
        <translation>On the pad</translation>
    </message>
    <message>
        <source>Passer un code-barres</source>
        <translation>Scan a barcode</translation>
    </message>
    <message>
        <source>Passer une carte</source>
        <translation>Scan a card</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>PIN %1</translation>
    </message>
    <message>
        <source>Fermer la démonstration</source>
        <translation>Close the demonstration</translation>
    </message>
</context>
<context>
    <name>EmptyPad</name>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>One at a time is easier to sort.</translation>
    </message>
    <message>
        <source>À plat, sur le plateau.</source>
        <translation>Flat, on the pad.</translation>
    </message>
</context>
<context>
    <name>FamilyBar</name>
    <message>
        <source>Pour qui sont les prochains livres</source>
        <translation>Whose the next books are</translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>C’est fait.
Merci.</source>
        <translation>Done.
Thank you.</translation>
    </message>
    <message>
        <source>C’est fait.
Bonne lecture.</source>
        <translation>Done. Enjoy
your reading.</translation>
    </message>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>A receipt?</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>Undo a loan</translation>
    </message>
    <message>
        <source>Montrez à l’accueil ce qui n’a pas été reposé.</source>
        <translation>Show the desk what was not put back.</translation>
    </message>
    <message>
        <source>Si le portique sonne, montrez votre ticket à l’accueil.</source>
        <translation>If the gate rings, show staff your receipt.</translation>
    </message>
    <message>
        <source>Pensez à reprendre votre carte.</source>
        <translation>Remember to take your card.</translation>
    </message>
    <message>
        <source>Posez chaque livre sur son chariot.</source>
        <translation>Put each book on its trolley.</translation>
    </message>
</context>
<context>
    <name>FinishWords</name>
    <message>
        <source>Sur papier</source>
        <translation>On paper</translation>
    </message>
    <message>
        <source>Par courriel</source>
        <translation>By e-mail</translation>
    </message>
    <message>
        <source>À l’écran</source>
        <translation>On screen</translation>
    </message>
    <message>
        <source>Pas de ticket</source>
        <translation>No receipt</translation>
    </message>
    <message>
        <source>Il sort de la borne</source>
        <translation>It comes out here</translation>
    </message>
    <message>
        <source>À chaque adresse connue</source>
        <translation>To each known address</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>A code to scan</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>I am done</translation>
    </message>
    <message>
        <source>Carte suivante</source>
        <translation>Next card</translation>
    </message>
    <message>
        <source>Le ticket s’imprime.</source>
        <translation>The receipt is printing.</translation>
    </message>
    <message>
        <source>Nous préparons le courriel.</source>
        <translation>We are preparing the e-mail.</translation>
    </message>
    <message>
        <source>Prenez votre ticket.</source>
        <translation>Take your receipt.</translation>
    </message>
    <message>
        <source>Le ticket part vers %1.</source>
        <translation>The receipt is on its way to %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) part(ent) par courriel.</source>
        <translation>
            <numerusform>%n receipt goes by e-mail.</numerusform>
            <numerusform>%n receipts go by e-mail.</numerusform>
        </translation>
    </message>
    <message>
        <source>Il n’y a plus de papier. Choisissez autrement.</source>
        <translation>There is no more paper. Choose another way.</translation>
    </message>
    <message>
        <source>L’imprimante ne répond pas. Choisissez autrement.</source>
        <translation>The printer does not answer. Choose another way.</translation>
    </message>
    <message>
        <source>Le réseau est coupé : pas de courriel. Choisissez autrement.</source>
        <translation>No network, so no e-mail. Choose another way.</translation>
    </message>
    <message>
        <source>Le courriel ne part pas. Choisissez autrement.</source>
        <translation>The e-mail cannot be sent. Choose another way.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>%1 €</source>
        <translation>€%1</translation>
    </message>
    <message>
        <source>fr</source>
        <extracomment>Qt locale of the amount, and the amount in its sentence</extracomment>
        <translation>en</translation>
    </message>
    <message>
        <source>À montrer à l’accueil.</source>
        <translation>Show it at the desk.</translation>
    </message>
    <message>
        <source>Rendu.</source>
        <translation>Returned.</translation>
    </message>
    <message>
        <source>À rendre le %1.</source>
        <translation>Due %1.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau, à confirmer.</source>
        <translation>Recorded without network, to be confirmed.</translation>
    </message>
    <message>
        <source>Carte %1</source>
        <translation>Card %1</translation>
    </message>
    <message>
        <source>Prêté à l’instant.</source>
        <translation>Lent just now.</translation>
    </message>
    <message>
        <source>Prolongé jusqu’au %1</source>
        <translation>Renewed until %1</translation>
    </message>
    <message numerus="yes">
        <source>En retard de %n jour(s)</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
    <message>
        <source>À rendre le %1</source>
        <translation>Due %1</translation>
    </message>
    <message>
        <source>Annuler cette réservation&#x202f;?</source>
        <translation>Cancel this hold?</translation>
    </message>
    <message>
        <source>Cette réservation est annulée.</source>
        <translation>This hold is cancelled.</translation>
    </message>
    <message>
        <source>Elle vous attend&#x202f;: %1.</source>
        <translation>It is waiting for you: %1.</translation>
    </message>
    <message>
        <source>Elle vous attend jusqu’au %1&#x202f;: %2.</source>
        <translation>It is waiting for you until %1: %2.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne. Retrait&#x202f;: %1.</source>
        <translation>You are next. Pick-up: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous. Retrait&#x202f;: %1.</source>
        <translation>
            <numerusform>%n person before you. Pick-up: %1.</numerusform>
            <numerusform>%n people before you. Pick-up: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Étagère %1.</source>
        <translation>Shelf %1.</translation>
    </message>
    <message>
        <source>Étagère %1, jusqu’au %2.</source>
        <translation>Shelf %1, until %2.</translation>
    </message>
    <message>
        <source>Rendu en retard, le %1</source>
        <translation>Returned late on %1</translation>
    </message>
    <message>
        <source>Document perdu, le %1</source>
        <translation>Item lost, %1</translation>
    </message>
    <message>
        <source>Pièce manquante, le %1</source>
        <translation>Part missing, %1</translation>
    </message>
    <message>
        <source>Noté le %1</source>
        <translation>Noted on %1</translation>
    </message>
    <message>
        <source>Ce message n’est plus valable.</source>
        <translation>This message no longer holds.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend.</source>
        <translation>Your hold is waiting for you.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend jusqu’au %1.</source>
        <translation>Your hold is waiting for you until %1.</translation>
    </message>
    <message>
        <source>Votre réservation a pris fin.</source>
        <translation>Your hold has ended.</translation>
    </message>
    <message>
        <source>À rendre bientôt&#x202f;: le %1.</source>
        <translation>Due soon: %1.</translation>
    </message>
    <message>
        <source>À rendre depuis le %1.</source>
        <translation>Due since %1.</translation>
    </message>
    <message>
        <source>Il a été prêté à une autre personne. Votre prêt est clos.</source>
        <translation>It was lent to someone else. Your loan is closed.</translation>
    </message>
    <message>
        <source>Nous l’avons retrouvé. Vous ne devez rien pour lui.</source>
        <translation>We have found it. You owe nothing for it.</translation>
    </message>
    <message>
        <source>Ce prêt n’était plus à votre nom. Il n’est pas prolongé.</source>
        <translation>This loan was no longer yours. It is not renewed.</translation>
    </message>
    <message>
        <source>L’accueil vous en dira plus.</source>
        <translation>The desk can tell you more.</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>C’est fait</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Annulée</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Déjà attendu&#x202f;:
à rendre</source>
        <translation>Someone is waiting:
please return</translation>
    </message>
    <message>
        <source>Déjà prolongé&#x202f;:
à rendre</source>
        <translation>Already renewed:
please return</translation>
    </message>
    <message>
        <source>À rendre</source>
        <translation>Return it</translation>
    </message>
    <message>
        <source>Pas de réseau</source>
        <translation>No network</translation>
    </message>
    <message>
        <source>Prêt clos</source>
        <translation>Loan closed</translation>
    </message>
    <message>
        <source>Voir l’accueil</source>
        <translation>See the desk</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’a changé.</source>
        <translation>No network. Nothing has changed.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.</source>
        <translation>This hold is no longer there.</translation>
    </message>
    <message>
        <source>Rien n’a changé. Passez à l’accueil.</source>
        <translation>Nothing has changed. Please see the desk.</translation>
    </message>
    <message>
        <source>Il est prêté, et sa puce le dit.</source>
        <translation>It is lent, and its tag says so.</translation>
    </message>
    <message>
        <source>Sa puce était restée fermée.
Vous pouvez sortir.</source>
        <translation>Its tag was still locked.
You can leave now.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté.
Empruntez-le, ou laissez-le ici.</source>
        <translation>It is not borrowed.
Borrow it, or leave it here.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté. Sa puce
est fermée maintenant.</source>
        <translation>It is not borrowed. Its tag
is locked now.</translation>
    </message>
    <message>
        <source>Il est prêté. Posez-le sur le plateau,
nous regardons sa puce.</source>
        <translation>It is on loan. Put it on the pad,
and we look at its tag.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: nous ne savons pas.
Montrez-le à l’accueil.</source>
        <translation>No network: we cannot tell.
Show it at the desk.</translation>
    </message>
    <message>
        <source>Sa puce ne répond pas.
Montrez-le à l’accueil.</source>
        <translation>Its tag does not answer.
Show it at the desk.</translation>
    </message>
    <message>
        <source>Soulevez-le, puis reposez-le.</source>
        <translation>Lift it, then put it down again.</translation>
    </message>
    <message>
        <source>Il est à une autre bibliothèque,
et peut faire sonner.</source>
        <translation>It is another library’s,
and may ring.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>One more moment…</translation>
    </message>
    <message>
        <source>Ce n’est pas lui</source>
        <translation>Not this one</translation>
    </message>
    <message>
        <source>C’était lui</source>
        <translation>It was this one</translation>
    </message>
    <message>
        <source>Il sonne</source>
        <translation>It rings</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>Leave it there</translation>
    </message>
    <message>
        <source>Prolonger</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>Oui, annuler</source>
        <translation>Yes, cancel</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Nous appelons…</source>
        <translation>Calling…</translation>
    </message>
    <message>
        <source>L’accueil est appelé. Restez ici, quelqu’un va répondre.</source>
        <translation>The desk is called. Stay here, someone will answer.</translation>
    </message>
    <message>
        <source>Quelqu’un vient vers vous.</source>
        <translation>Someone is coming to you.</translation>
    </message>
    <message>
        <source>L’appel ne passe pas&#x202f;: le réseau est coupé. Allez à l’accueil.</source>
        <translation>The call does not get through: no network. Go to the desk.</translation>
    </message>
    <message>
        <source>Voici ce que vous avez à la maison. «&#x202f;Prolonger&#x202f;» donne du temps.</source>
        <translation>This is what you have at home. “Renew” gives you more time.</translation>
    </message>
    <message>
        <source>Voici ce que vous attendez. Ce qui est prêt a un numéro d’étagère.</source>
        <translation>This is what you are waiting for. What is ready has a shelf number.</translation>
    </message>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>This is what you owe, and what we wrote to you. Pay at the desk.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>A loan made by mistake can be undone here for thirty seconds.</translation>
    </message>
    <message>
        <source>Posez sur le plateau ce que vous portez. L’écran dit ce qui sonne, et pourquoi.</source>
        <translation>Put what you carry on the pad. The screen says what rings, and why.</translation>
    </message>
    <message>
        <source>Choisissez votre ticket. Reprenez votre carte et vos livres.</source>
        <translation>Choose your receipt. Take your card and your books.</translation>
    </message>
    <message>
        <source>Voici votre ticket. Visez le code avec un téléphone pour le garder.</source>
        <translation>Here is your receipt. Scan the code with a phone to keep it.</translation>
    </message>
</context>
<context>
    <name>GatePage</name>
    <message>
        <source>Posez ce qui a sonné.</source>
        <translation>Put down what rang.</translation>
    </message>
    <message>
        <source>Nous regardons.</source>
        <translation>We are looking.</translation>
    </message>
    <message>
        <source>Voici pourquoi.</source>
        <translation>This is why.</translation>
    </message>
    <message>
        <source>Videz aussi votre sac&#x202f;: ce qui sonne est parfois au fond.</source>
        <translation>Empty your bag too: what rings may be at the bottom.</translation>
    </message>
    <message>
        <source>Autre chose&#x202f;? Posez-le aussi.</source>
        <translation>Something else? Put it down too.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Borrow</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Besoin d’aide&#x202f;?</source>
        <translation>Need help?</translation>
    </message>
    <message>
        <source>Une personne vous aide à l’accueil. Vos livres peuvent rester sur le plateau.</source>
        <translation>Someone will help you at the desk. Your books may stay on the pad.</translation>
    </message>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>Your library card has a barcode. Put the card on the pad, scan the barcode, or type its number.</translation>
    </message>
    <message>
        <source>Code oublié&#x202f;? L’accueil vous en donne un autre. Apportez une pièce d’identité.</source>
        <translation>Forgotten your PIN? The desk will give you a new one. Bring proof of identity.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez «&#x202f;C’est prêt&#x202f;». Un livre en rouge reste ici.</source>
        <translation>Put your books flat on the pad and wait for “Ready”. A book in red stays here.</translation>
    </message>
    <message>
        <source>S’il n’apparaît pas, passez son code-barres.</source>
        <translation>If a book does not show, scan its barcode.</translation>
    </message>
    <message>
        <source>Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.</source>
        <translation>Put your books down one at a time. The sign on screen is also on the trolley.</translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation>Put the book back on the pad for a second. Otherwise the desk will see to it.</translation>
    </message>
    <message>
        <source>Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.</source>
        <translation>To borrow, you need your card. To return, you need nothing.</translation>
    </message>
    <message>
        <source>«&#x202f;Écouter&#x202f;» lit chaque page à voix haute. Touchez l’écran&#x202f;: la voix se tait. La touche F2 relit la page.</source>
        <translation>“Listen” reads each page aloud. Touch the screen and the voice stops. The F2 key reads the page again.</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>Did the gate ring?</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>Visez le code, ou tapez %1</source>
        <translation>Point your phone at the code, or type %1</translation>
    </message>
</context>
<context>
    <name>HoldsPage</name>
    <message>
        <source>Aucune réservation en cours.</source>
        <translation>No holds.</translation>
    </message>
    <message>
        <source>Vos réservations.</source>
        <translation>Your holds.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Look around</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Présentez votre carte.</source>
        <translation>Show your card.</translation>
    </message>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>Put it down, or scan its barcode.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Ou tapez le numéro de la carte</source>
        <translation>Or type the card number</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Vos documents</source>
        <translation>Your items</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>Left on the pad</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>No title</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Tout effacer</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>Effacer le dernier chiffre</source>
        <translation>Delete the last digit</translation>
    </message>
</context>
<context>
    <name>KitWords</name>
    <message>
        <source>la liseuse</source>
        <translation>the e-reader</translation>
    </message>
    <message>
        <source>l’étui</source>
        <translation>the case</translation>
    </message>
    <message>
        <source>le câble</source>
        <translation>the cable</translation>
    </message>
    <message>
        <source>le chargeur</source>
        <translation>the charger</translation>
    </message>
    <message>
        <source>la pochette</source>
        <translation>the pouch</translation>
    </message>
    <message>
        <source>la notice</source>
        <translation>the leaflet</translation>
    </message>
    <message>
        <source>la partie %1 sur %2</source>
        <translation>part %1 of %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Il manque %1.</source>
        <translation>Missing: %1.</translation>
    </message>
    <message>
        <source>Vérifions les pièces ensemble.</source>
        <translation>Let us check the parts together.</translation>
    </message>
    <message>
        <source>Posez tout ensemble.</source>
        <translation>Put everything down together.</translation>
    </message>
    <message>
        <source>Elle reste ici. Donnez-la à l’accueil.</source>
        <translation>It stays here. Hand it to the desk.</translation>
    </message>
    <message>
        <source>Nous gardons le reste.</source>
        <translation>We keep the rest.</translation>
    </message>
    <message>
        <source>Nous gardons le reste&#x202f;; apportez-le avant le %1.</source>
        <translation>We keep the rest; bring it by %1.</translation>
    </message>
    <message>
        <source>Il manque une pièce.
Donnez-la à l’accueil.</source>
        <translation>A part is missing.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Merci de nous le dire.
Donnez-la à l’accueil.</source>
        <translation>Thank you for telling us.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Elle n’est pas encore prête.
Donnez-la à l’accueil.</source>
        <translation>It is not ready yet.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Elle reste ici.
Reposez-la pour recommencer.</source>
        <translation>It stays here.
Put it down again to start over.</translation>
    </message>
    <message>
        <source>Un parent signe la charte avec vous.
Passez à l’accueil.</source>
        <translation>A parent signs the charter with you.
Please see the desk.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: la charte
ne se signe pas maintenant.</source>
        <translation>No network: the charter
cannot be signed now.</translation>
    </message>
    <message>
        <source>La charte vient de changer. Relisez-la.</source>
        <translation>The charter has just changed. Please read it again.</translation>
    </message>
    <message>
        <source>Je la garde jusqu’au %1.</source>
        <translation>I keep it until %1.</translation>
    </message>
    <message>
        <source>Je ne la prête pas. Je n’y change rien.</source>
        <translation>I lend it to nobody. I change nothing on it.</translation>
    </message>
    <message numerus="yes">
        <source>Je rends les %n pièces ensemble.</source>
        <translation>
            <numerusform>I bring the part back.</numerusform>
            <numerusform>I bring the %n parts back together.</numerusform>
        </translation>
    </message>
    <message>
        <source>Si je perds&#x202f;: %1.</source>
        <translation>If I lose: %1.</translation>
    </message>
    <message>
        <source>Ouvrez la pochette. Touchez chaque pièce que vous voyez. Ce qui a une puce se coche tout seul.</source>
        <translation>Open the pouch and touch each part you see. What has a chip is ticked by itself.</translation>
    </message>
    <message>
        <source>La charte dit ce que vous promettez. Vous la signez une seule fois.</source>
        <translation>The charter says what you promise. You sign it only once.</translation>
    </message>
</context>
<context>
    <name>LanguagePanel</name>
    <message>
        <source>Quelle langue&#x202f;?</source>
        <translation>Which language?</translation>
    </message>
</context>
<context>
    <name>LargeList</name>
    <message numerus="yes">
        <source>%n rendu(s) · Les voir</source>
        <translation>
            <numerusform>%n returned · See it</numerusform>
            <numerusform>%n returned · See them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prêt(s) · Les voir</source>
        <translation>
            <numerusform>%n ready · See it</numerusform>
            <numerusform>%n ready · See them</numerusform>
        </translation>
    </message>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>More · %1 of %2</translation>
    </message>
    <message>
        <source>Vos documents</source>
        <translation>Your items</translation>
    </message>
</context>
<context>
    <name>LargePlace</name>
    <message>
        <source>À l’accueil</source>
        <translation>At the desk</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Someone will shelve it for you.</translation>
    </message>
</context>
<context>
    <name>LargeRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>Left on the pad</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>No title</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Votre compte</source>
        <translation>Your account</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Untitled</translation>
    </message>
</context>
<context>
    <name>LineSheet</name>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Précédent</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Suivant</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Listener</name>
    <message>
        <source>La voix ne répond pas. L’accueil vous aide.</source>
        <translation>The voice does not answer. The desk can help you.</translation>
    </message>
    <message>
        <source>Cette langue n’a pas encore de voix ici.</source>
        <translation>This language has no voice here yet.</translation>
    </message>
    <message>
        <source>bouton</source>
        <translation>button</translation>
    </message>
    <message>
        <source>activé</source>
        <translation>on</translation>
    </message>
    <message>
        <source>désactivé</source>
        <translation>off</translation>
    </message>
    <message>
        <source>choisi</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>touche</source>
        <translation>key</translation>
    </message>
    <message>
        <source>Livre %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>Book %1</translation>
    </message>
    <message>
        <source>Document %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>Item %1</translation>
    </message>
    <message>
        <source>une somme</source>
        <extracomment>in the place of an amount of money that is not said aloud</extracomment>
        <translation>an amount</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>Volume at %1</translation>
    </message>
    <message>
        <source>Pour écouter les pages, appuyez sur F2.</source>
        <translation>To hear the pages, press F2.</translation>
    </message>
</context>
<context>
    <name>LookWords</name>
    <message>
        <source>Livre</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>Bande dessinée</source>
        <translation>Comic</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>Movie</translation>
    </message>
    <message>
        <source>Disque</source>
        <translation>Music disc</translation>
    </message>
    <message>
        <source>Revue</source>
        <translation>Magazine</translation>
    </message>
    <message>
        <source>Jeu</source>
        <translation>Game</translation>
    </message>
    <message>
        <source>Liseuse</source>
        <translation>E-reader</translation>
    </message>
    <message>
        <source>Livre numérique</source>
        <translation>E-book</translation>
    </message>
    <message>
        <source>Livre audio</source>
        <translation>Audiobook</translation>
    </message>
    <message>
        <source>En ligne</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>Livres</source>
        <translation>Books</translation>
    </message>
    <message>
        <source>Bandes dessinées</source>
        <translation>Comics</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>Movies</translation>
    </message>
    <message>
        <source>Disques</source>
        <translation>Music discs</translation>
    </message>
    <message>
        <source>Revues</source>
        <translation>Magazines</translation>
    </message>
    <message>
        <source>Jeux</source>
        <translation>Games</translation>
    </message>
    <message>
        <source>Appareils</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Livres numériques</source>
        <translation>E-books</translation>
    </message>
    <message>
        <source>Livres audio</source>
        <translation>Audiobooks</translation>
    </message>
    <message>
        <source>Autres</source>
        <translation>Others</translation>
    </message>
    <message>
        <source>en français</source>
        <translation>in French</translation>
    </message>
    <message>
        <source>en anglais</source>
        <translation>in English</translation>
    </message>
    <message>
        <source>en espagnol</source>
        <translation>in Spanish</translation>
    </message>
    <message>
        <source>en arabe</source>
        <translation>in Arabic</translation>
    </message>
    <message>
        <source>en allemand</source>
        <translation>in German</translation>
    </message>
    <message>
        <source>en italien</source>
        <translation>in Italian</translation>
    </message>
    <message>
        <source>en portugais</source>
        <translation>in Portuguese</translation>
    </message>
    <message>
        <source>Adultes</source>
        <translation>Adults</translation>
    </message>
    <message>
        <source>Adolescents</source>
        <translation>Teenagers</translation>
    </message>
    <message>
        <source>Enfants</source>
        <translation>Children</translation>
    </message>
    <message>
        <source>Pour tous</source>
        <translation>For everyone</translation>
    </message>
    <message>
        <source>Ici, en rayon</source>
        <translation>Here, on the shelf</translation>
    </message>
    <message>
        <source>Ici, %1</source>
        <translation>Here, %1</translation>
    </message>
    <message>
        <source>Ici, sur «&#x202f;%1&#x202f;»</source>
        <translation>Here, on “%1”</translation>
    </message>
    <message>
        <source>Sur «&#x202f;%1&#x202f;»</source>
        <translation>On “%1”</translation>
    </message>
    <message>
        <source>Il est en rayon là-bas, pour tout le monde. Prenez-le, ou choisissez un autre lieu.</source>
        <translation>It is on the shelf there, for everyone. Take it, or choose another place.</translation>
    </message>
    <message>
        <source>Il se lit sur place. Il ne se réserve pas.</source>
        <translation>It is read here. It cannot be reserved.</translation>
    </message>
    <message>
        <source>À %1</source>
        <translation>At %1</translation>
    </message>
    <message>
        <source>En ligne, chez vous</source>
        <translation>Online, at home</translation>
    </message>
    <message>
        <source>Se lit sur place</source>
        <translation>Read it here</translation>
    </message>
    <message>
        <source>Sur un appareil emprunté</source>
        <translation>On a device that is out</translation>
    </message>
    <message>
        <source>Appareil · retour le %1</source>
        <translation>Device · back %1</translation>
    </message>
    <message>
        <source>Emprunté en ce moment</source>
        <translation>Out on loan just now</translation>
    </message>
    <message>
        <source>Sorti · retour le %1</source>
        <translation>Out · back %1</translation>
    </message>
    <message>
        <source>Pas dans nos rayons</source>
        <translation>Not on our shelves</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), le premier de retour le %1</source>
        <translation>
            <numerusform>%n copy, back %1</numerusform>
            <numerusform>%n copies, the first back %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Emprunté</source>
        <translation>Out on loan</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), tous empruntés</source>
        <translation>
            <numerusform>%n copy, out on loan</numerusform>
            <numerusform>%n copies, all out on loan</numerusform>
        </translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation>Available</translation>
    </message>
    <message numerus="yes">
        <source>%n disponible(s) sur %1</source>
        <translation>
            <numerusform>%n of %1 available</numerusform>
            <numerusform>%n of %1 available now</numerusform>
        </translation>
    </message>
    <message>
        <source>Le trouver</source>
        <translation>Find it</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Voir</source>
        <translation>See</translation>
    </message>
    <message>
        <source>Quoi</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Pour qui</source>
        <translation>For whom</translation>
    </message>
    <message>
        <source>Où</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Sur quel appareil</source>
        <translation>On which device</translation>
    </message>
    <message>
        <source>Tout</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>Ici, maintenant</source>
        <translation>Here, now</translation>
    </message>
    <message>
        <source>Liseuses</source>
        <translation>E-readers</translation>
    </message>
    <message>
        <source>Libre maintenant</source>
        <translation>Free now</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savons ici.</source>
        <translation>No network. This is what we know here.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions à %1.</source>
        <translation>No network. This is what we knew at %1.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions le %1.</source>
        <translation>No network. This is what we knew on %1.</translation>
    </message>
    <message>
        <source>Un exemplaire est déjà de côté pour vous.</source>
        <translation>A copy is already set aside for you.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne.</source>
        <translation>You are next.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous.</source>
        <translation>
            <numerusform>%n person before you.</numerusform>
            <numerusform>%n people before you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’est réservé. Revenez plus tard, ou demandez à l’accueil.</source>
        <translation>No network. Nothing is reserved. Come back later, or ask at the desk.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé. Nous vous prévenons dès qu’il est prêt.</source>
        <translation>You have reserved it already. We tell you as soon as it is ready.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà à la maison. Vous pouvez le prolonger dans «&#x202f;Mon compte&#x202f;».</source>
        <translation>You have it at home already. You can renew it in “My account”.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations. Annulez-en une, puis réservez celui-ci.</source>
        <translation>You have as many reservations as you can. Cancel one, then reserve this one.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt. Demandez à l’accueil.</source>
        <translation>Your card does not allow this loan. Ask at the desk.</translation>
    </message>
    <message>
        <source>Nous n’avons plus ce titre. L’accueil en cherche un autre avec vous.</source>
        <translation>We no longer have this title. The desk looks for another with you.</translation>
    </message>
    <message>
        <source>Ce lieu ne reçoit pas de réservations. Choisissez-en un autre.</source>
        <translation>This place takes no reservations. Choose another.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici. Demandez à l’accueil.</source>
        <translation>We cannot note it here. Ask at the desk.</translation>
    </message>
    <message>
        <source>Rien n’est réservé. L’accueil vous aide.</source>
        <translation>Nothing is reserved. The desk helps you.</translation>
    </message>
    <message>
        <source>Tapez un titre, un nom ou un sujet. L’écran dit où se trouve chaque titre.</source>
        <translation>Type a title, a name or a subject. The screen says where each title is.</translation>
    </message>
    <message>
        <source>Voici où se trouve ce titre. «&#x202f;Réserver&#x202f;» le met de côté pour vous.</source>
        <translation>This is where the title is. “Reserve” sets it aside for you.</translation>
    </message>
    <message>
        <source>Choisissez où vous venez le chercher. Nous vous prévenons quand il est prêt.</source>
        <translation>Choose where you come for it. We tell you when it is ready.</translation>
    </message>
</context>
<context>
    <name>Masthead</name>
    <message>
        <source>Carte valable jusqu’au %1</source>
        <translation>Card valid until %1</translation>
    </message>
    <message numerus="yes">
        <source>%n rendu(s)</source>
        <translation>
            <numerusform>%n returned</numerusform>
            <numerusform>%n returned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>Vous devez %1.</source>
        <translation>You owe %1.</translation>
    </message>
    <message>
        <source>Rien à régler.</source>
        <translation>Nothing to pay.</translation>
    </message>
    <message>
        <source>Cela se règle à l’accueil.</source>
        <translation>Please pay at the desk.</translation>
    </message>
    <message>
        <source>Et pas de message.</source>
        <translation>And no messages.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Tout est en ordre.</source>
        <translation>Everything is in order.</translation>
    </message>
</context>
<context>
    <name>OptionPanel</name>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PartCard</name>
    <message>
        <source>Présent</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Posez-le ici</source>
        <translation>Put it here</translation>
    </message>
    <message>
        <source>Je l’ai</source>
        <translation>I have it</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>Tout est dans la pochette&#x202f;?</source>
        <translation>Is everything in the pouch?</translation>
    </message>
    <message>
        <source>Posez tout sur le plateau, à plat.</source>
        <translation>Put everything flat on the pad.</translation>
    </message>
    <message>
        <source>Touchez chaque pièce que vous voyez.</source>
        <translation>Touch each part you see.</translation>
    </message>
    <message>
        <source>Passer</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message numerus="yes">
        <source>Encore %n pièce(s)</source>
        <translation>
            <numerusform>%n part to go</numerusform>
            <numerusform>%n parts to go</numerusform>
        </translation>
    </message>
    <message>
        <source>Reposez la pochette</source>
        <translation>Put the pouch back</translation>
    </message>
    <message>
        <source>Tout est là</source>
        <translation>Everything is here</translation>
    </message>
    <message>
        <source>Il manque une pièce</source>
        <translation>A part is missing</translation>
    </message>
    <message>
        <source>Il manque quelque chose, ou c’est abîmé</source>
        <translation>Something is missing or damaged</translation>
    </message>
</context>
<context>
    <name>PickupList</name>
    <message>
        <source>Ici&#x202f;: %1</source>
        <translation>Here: %1</translation>
    </message>
</context>
<context>
    <name>PickupPage</name>
    <message>
        <source>C’est réservé.</source>
        <translation>It is reserved.</translation>
    </message>
    <message>
        <source>Ce n’est pas réservé.</source>
        <translation>It is not reserved.</translation>
    </message>
    <message>
        <source>Où venez-vous le chercher&#x202f;?</source>
        <translation>Where will you pick it up?</translation>
    </message>
    <message>
        <source>Chercher encore</source>
        <translation>Search again</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Mes réservations</source>
        <translation>My reservations</translation>
    </message>
    <message>
        <source>Nous vous prévenons quand il est prêt. Il vous attend ici&#x202f;: %1.</source>
        <translation>We tell you when it is ready. It waits for you at %1.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>%1 vus sur %2</source>
        <translation>%1 of %2 seen</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>vus sur</source>
        <translation>seen of</translation>
    </message>
    <message>
        <source>sur</source>
        <translation>of</translation>
    </message>
    <message>
        <source>Un livre mince se cache.</source>
        <translation>A thin one is hiding.</translation>
    </message>
    <message numerus="yes">
        <source>partent avec vous.</source>
        <translation>
            <numerusform>goes with you.</numerusform>
            <numerusform>go with you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile, or put them down one at a time.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s) reste(nt) ici.</source>
        <translation>
            <numerusform>One book stays here.</numerusform>
            <numerusform>%n books stay here.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tout est reconnu.</source>
        <translation>All of them are known.</translation>
    </message>
    <message>
        <source>Laissez-les à plat.</source>
        <translation>Leave them flat.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>Spread the pile, or scan its barcode.</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message numerus="yes">
        <source>%n chiffre(s) sur %1</source>
        <translation>
            <numerusform>%n digit of %1</numerusform>
            <numerusform>%n digits of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Votre code secret&#x202f;?</source>
        <translation>Your PIN?</translation>
    </message>
    <message>
        <source>Quatre chiffres. L’écran ne les montre pas.</source>
        <translation>Four digits. The screen does not show them.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Valider</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>J’ai oublié mon code</source>
        <translation>I forgot my PIN</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>À l’accueil</source>
        <translation>At the desk</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Someone will shelve it for you.</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>No title</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>Returned</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>L’accueil vous montre comment l’ouvrir.</source>
        <translation>The desk shows you how to open it.</translation>
    </message>
    <message>
        <source>Cote %1</source>
        <translation>Shelf mark %1</translation>
    </message>
</context>
<context>
    <name>ReadingPages</name>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>More · %1 of %2</translation>
    </message>
</context>
<context>
    <name>ReadyHold</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>Hold shelf, %1</translation>
    </message>
    <message>
        <source>Une réservation vous attend.</source>
        <translation>A hold is waiting for you.</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s) vous attendent.</source>
        <translation>
            <numerusform>%n hold is waiting for you.</numerusform>
            <numerusform>%n holds are waiting for you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Jusqu’au %1</source>
        <translation>Until %1</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message numerus="yes">
        <source>%1 rendu(s)</source>
        <translation>
            <numerusform>%1 returned</numerusform>
            <numerusform>%1 returned</numerusform>
        </translation>
    </message>
    <message>
        <source>à rendre le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>due &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>le premier, le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>the first one &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message numerus="yes">
        <source>et %n autre(s)</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
    <message>
        <source>Vous en avez maintenant %1 sur %2.</source>
        <translation>You now have %1 of %2.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>Recorded offline. Confirmed once the network is back.</translation>
    </message>
    <message>
        <source>Vous en avez</source>
        <translation>You now have</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>ReceiptChoice</name>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>A receipt?</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>Votre ticket</source>
        <translation>Your receipt</translation>
    </message>
    <message>
        <source>Visez le code pour le garder.</source>
        <translation>Scan the code to keep it.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>A code to scan</translation>
    </message>
</context>
<context>
    <name>RestingPage</name>
    <message>
        <source>Un instant.</source>
        <translation>One moment.</translation>
    </message>
    <message>
        <source>Cette borne se repose.</source>
        <translation>This kiosk is resting.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Posez vos livres un par un.</source>
        <translation>Put your books down one at a time.</translation>
    </message>
    <message>
        <source>Celui-ci reste à part.</source>
        <translation>Keep this one apart.</translation>
    </message>
    <message>
        <source>Merci. Où le poser&#x202f;?</source>
        <translation>Thanks. Where does it go?</translation>
    </message>
    <message>
        <source>Vos retours</source>
        <translation>Your returns</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>One is missing</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>I am done</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>Put a book down</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Un livre mince se cache&#x202f;?</source>
        <translation>Is a thin one hiding?</translation>
    </message>
    <message>
        <source>Encore un&#x202f;? Posez-le.</source>
        <translation>One more? Put it down.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile, or put them down one at a time.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>One at a time is easier to sort.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple.</source>
        <translation>One at a time is easier.</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) · Voir</source>
        <translation>
            <numerusform>%n other · See it</numerusform>
            <numerusform>%n others · See them</numerusform>
        </translation>
    </message>
    <message>
        <source>Les autres</source>
        <translation>The others</translation>
    </message>
</context>
<context>
    <name>ScreenKeys</name>
    <message>
        <source>Lettres</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Chiffres et accents</source>
        <translation>Digits and accents</translation>
    </message>
    <message>
        <source>Lettres arabes</source>
        <translation>Arabic letters</translation>
    </message>
    <message>
        <source>Lettres latines</source>
        <translation>Latin letters</translation>
    </message>
    <message>
        <source>espace</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Effacer la dernière lettre</source>
        <translation>Delete the last letter</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Recherche, vide</source>
        <translation>Search, empty</translation>
    </message>
    <message>
        <source>Recherche&#x202f;: %1</source>
        <translation>Search: %1</translation>
    </message>
    <message>
        <source>Titre, nom, sujet…</source>
        <translation>Title, name, subject…</translation>
    </message>
    <message>
        <source>Effacer la recherche</source>
        <translation>Clear the search</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Que cherchez-vous&#x202f;?</source>
        <translation>What are you looking for?</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Voir les titres</source>
        <translation>See the titles</translation>
    </message>
    <message>
        <source>Changer les mots</source>
        <translation>Change the words</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Affiner · %1</source>
        <translation>Narrow · %1</translation>
    </message>
    <message>
        <source>Affiner</source>
        <translation>Narrow</translation>
    </message>
    <message>
        <source>Vouliez-vous dire «&#x202f;%1&#x202f;»&#x202f;?</source>
        <translation>Did you mean “%1”?</translation>
    </message>
    <message>
        <source>La recherche se repose.</source>
        <translation>The search is resting.</translation>
    </message>
    <message>
        <source>Aucun titre trouvé.</source>
        <translation>No title found.</translation>
    </message>
    <message>
        <source>Demandez à l’accueil&#x202f;: quelqu’un cherche avec vous.</source>
        <translation>Ask at the desk: somebody searches with you.</translation>
    </message>
    <message>
        <source>Choisissez «&#x202f;Tout&#x202f;», ou essayez avec moins de mots.</source>
        <translation>Choose “Everything”, or try with fewer words.</translation>
    </message>
    <message>
        <source>Essayez avec moins de mots, ou un autre nom. L’accueil cherche aussi avec vous.</source>
        <translation>Try with fewer words, or another name. The desk searches with you, too.</translation>
    </message>
    <message numerus="yes">
        <source>%n résultat(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plus de %n résultat(s)</source>
        <translation>
            <numerusform>More than %n result</numerusform>
            <numerusform>More than %n results</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, voici les %2 plus proches</source>
        <translation>%1, here are the nearest %2</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>Lower down</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>Easy words</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Listen</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Nouveautés</source>
        <translation>New arrivals</translation>
    </message>
</context>
<context>
    <name>ShelfPlate</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>Hold shelf, %1</translation>
    </message>
    <message>
        <source>Étagère</source>
        <translation>Shelf</translation>
    </message>
</context>
<context>
    <name>SimulatorBadge</name>
    <message>
        <source>SIMULATEUR</source>
        <translation>SIMULATOR</translation>
    </message>
</context>
<context>
    <name>StartFacts</name>
    <message>
        <source>Aujourd’hui</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>New arrivals</translation>
    </message>
    <message>
        <source>Dans cette bibliothèque</source>
        <translation>In this library</translation>
    </message>
    <message>
        <source>Tout fonctionne</source>
        <translation>Everything works</translation>
    </message>
    <message>
        <source>Prêts, retours, compte</source>
        <translation>Loans, returns, account</translation>
    </message>
</context>
<context>
    <name>StartInfo</name>
    <message>
        <source>Tout fonctionne</source>
        <translation>Everything works</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>Did the gate ring?</translation>
    </message>
    <message>
        <source>Nouvel essai chaque minute.</source>
        <translation>We try again every minute.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;. Nouvel essai chaque minute.</source>
        <translation>Since &lt;b&gt;%1&lt;/b&gt;. We try again every minute.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>No network since &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Votre ticket le dira&#x202f;: «&#x202f;enregistré hors réseau&#x202f;».</source>
        <translation>Your receipt will say “recorded offline”.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n message(s) · Lire</source>
        <translation>
            <numerusform>%n message · Read</numerusform>
            <numerusform>%n messages · Read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nouveauté(s) · Voir</source>
        <translation>
            <numerusform>%n new arrival · View</numerusform>
            <numerusform>%n new arrivals · View</numerusform>
        </translation>
    </message>
    <message>
        <source>Bonjour.</source>
        <translation>Hello.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.</source>
        <translation>You can borrow and return.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre.</source>
        <translation>You can return.</translation>
    </message>
    <message>
        <source>Que voulez-vous faire&#x202f;?</source>
        <translation>What would you like to do?</translation>
    </message>
    <message>
        <source>Les boutons sont en bas, à portée de main.</source>
        <translation>The buttons are below, within reach.</translation>
    </message>
    <message>
        <source>Le réseau est coupé.</source>
        <translation>No network.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre. Pour emprunter, passez à l’accueil.</source>
        <translation>You can return. To borrow, please see the desk.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.
Tout est noté ici.</source>
        <translation>You can still borrow and return.
It is all written down here.</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Borrow</translation>
    </message>
    <message>
        <source>Revient avec le réseau.</source>
        <translation>Back with the network.</translation>
    </message>
    <message numerus="yes">
        <source>Jusqu’à %n, avec votre carte.</source>
        <translation>
            <numerusform>One, with your card.</numerusform>
            <numerusform>Up to %n, with your card.</numerusform>
        </translation>
    </message>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>Put your books down together.</translation>
    </message>
    <message>
        <source>À l’ouverture.</source>
        <translation>When we open.</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Comme d’habitude.</source>
        <translation>As usual.</translation>
    </message>
    <message>
        <source>Sans carte, tout de suite.</source>
        <translation>No card, right away.</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>My account</translation>
    </message>
    <message>
        <source>Prêts, réservations</source>
        <translation>Loans, reservations</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Look around</translation>
    </message>
    <message>
        <source>Livres, liseuses, web</source>
        <translation>Books, e-readers, web</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>Did the gate ring?</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>Un instant.</source>
        <translation>One moment.</translation>
    </message>
</context>
<context>
    <name>SuggestList</name>
    <message>
        <source>Titres proposés</source>
        <translation>Suggested titles</translation>
    </message>
</context>
<context>
    <name>TitlePage</name>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>D’autres titres</source>
        <translation>Other titles</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Réserver&#x202f;: revient avec le réseau</source>
        <translation>Reserve: back with the network</translation>
    </message>
    <message>
        <source>Vous pouvez le prendre</source>
        <translation>You can take it now</translation>
    </message>
    <message>
        <source>Dans une autre bibliothèque</source>
        <translation>In another library</translation>
    </message>
    <message numerus="yes">
        <source>Sur cet appareil&#x202f;: %n titre(s)</source>
        <translation>
            <numerusform>On this device: %n title</numerusform>
            <numerusform>On this device: %n titles</numerusform>
        </translation>
    </message>
    <message>
        <source>Où le trouver</source>
        <translation>Where to find it</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>Put your books down together.</translation>
    </message>
    <message>
        <source>Voilà votre pile.</source>
        <translation>Here is your pile.</translation>
    </message>
    <message>
        <source>%1 vus sur %2. Un livre mince se cache.</source>
        <translation>%1 of %2 seen. A thin one is hiding.</translation>
    </message>
    <message numerus="yes">
        <source>%1 sur %2 partent avec vous.</source>
        <translation>
            <numerusform>%1 of %2 goes with you.</numerusform>
            <numerusform>%1 of %2 go with you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>One is missing</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>I am done</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>Put a book down</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile, or put them down one at a time.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>Spread the pile, or scan its barcode.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;? Posez-le sur la pile.</source>
        <translation>Another book? Put it on the pile.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;?
Posez-le sur la pile.</source>
        <translation>Another book?
Put it on the pile.</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>Undo a loan</translation>
    </message>
    <message>
        <source>Il ne se lit pas</source>
        <translation>It cannot be read</translation>
    </message>
</context>
<context>
    <name>UndoPage</name>
    <message>
        <source>Quel prêt annuler&#x202f;?</source>
        <translation>Which loan to undo?</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau. Il reste ensuite à la bibliothèque.</source>
        <translation>Leave it on the pad. It then stays at the library.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>VolumeButton</name>
    <message>
        <source>Plus fort</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>Moins fort</source>
        <translation>Quieter</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Français</source>
        <translation>English</translation>
    </message>
    <message>
        <source>dddd %1 MMMM</source>
        <extracomment>Qt date format; the number of the day is put in the place of %1</extracomment>
        <translation>dddd %1 MMMM</translation>
    </message>
    <message>
        <source>%1 MMMM</source>
        <translation>%1 MMMM</translation>
    </message>
    <message>
        <source>1er</source>
        <translation>1</translation>
    </message>
    <message>
        <source>fr</source>
        <translation>en_GB</translation>
    </message>
    <message>
        <source>%1 h %2</source>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1:00</translation>
    </message>
    <message>
        <source>à %1</source>
        <translation>at %1</translation>
    </message>
    <message>
        <source>demain à %1</source>
        <translation>tomorrow at %1</translation>
    </message>
    <message>
        <source>le %1 à %2</source>
        <translation>on %1 at %2</translation>
    </message>
    <message>
        <source>%1 à %2</source>
        <extracomment>%1 a day of the week, %2 an hour</extracomment>
        <translation>on %1 at %2</translation>
    </message>
    <message>
        <source>Ouvert jusqu’à %1</source>
        <translation>Open until %1</translation>
    </message>
    <message>
        <source>Fermé</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Ouvre %1</source>
        <translation>Opens %1</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée.</source>
        <translation>The library is closed.</translation>
    </message>
    <message>
        <source>Nous ouvrons %1.</source>
        <translation>We open %1.</translation>
    </message>
    <message>
        <source>de %1 à %2</source>
        <translation>from %1 to %2</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>My account</translation>
    </message>
    <message>
        <source>Portique</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Look around</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Borrow</translation>
    </message>
    <message>
        <source>Incomplet</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>À vérifier</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>Pas vu</source>
        <translation>Not seen</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>Leave it there</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>C’est prêt</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Prêté</source>
        <translation>Lent</translation>
    </message>
    <message>
        <source>À l’accueil</source>
        <translation>At the desk</translation>
    </message>
    <message>
        <source>À reposer</source>
        <translation>Put it back</translation>
    </message>
    <message>
        <source>Déjà à vous</source>
        <translation>Already yours</translation>
    </message>
    <message>
        <source>Déjà là</source>
        <translation>Already there</translation>
    </message>
    <message>
        <source>Annulé</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>Réservé</source>
        <translation>Reserved</translation>
    </message>
    <message>
        <source>Sur place</source>
        <translation>Read here</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Limit reached</translation>
    </message>
    <message>
        <source>Charte</source>
        <translation>Charter</translation>
    </message>
    <message>
        <source>Carte</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Illisible</source>
        <translation>Not readable</translation>
    </message>
    <message>
        <source>Reste ici</source>
        <translation>Stays here</translation>
    </message>
    <message>
        <source>Il manque une partie. Posez-la avec.</source>
        <translation>A part is missing. Put it down too.</translation>
    </message>
    <message>
        <source>Attend son tour.</source>
        <translation>Waiting for its turn.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau,
ou retournez-le.</source>
        <translation>Put it on the pad alone,
or turn it over.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Merci.</source>
        <translation>Thank you.</translation>
    </message>
    <message>
        <source>S’il sonne, montrez votre ticket.</source>
        <translation>If it rings, show your receipt.</translation>
    </message>
    <message>
        <source>Montrez-le à l’accueil avant de sortir.</source>
        <translation>Show it at the desk before you leave.</translation>
    </message>
    <message>
        <source>Reposez-le sur le plateau.</source>
        <translation>Put it back on the pad.</translation>
    </message>
    <message>
        <source>Il part avec vous.</source>
        <translation>It goes with you.</translation>
    </message>
    <message>
        <source>Retour le %1</source>
        <translation>Due %1</translation>
    </message>
    <message>
        <source>%1, à confirmer</source>
        <translation>%1, to be confirmed</translation>
    </message>
    <message>
        <source>Ce prêt est annulé. Il reste ici.</source>
        <translation>This loan is undone. It stays here.</translation>
    </message>
    <message>
        <source>Il était là avant vous. Laissez-le.</source>
        <translation>It was here before you. Leave it.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà.</source>
        <translation>You have it already.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà, jusqu’au %1.</source>
        <translation>You have it already, until %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.
Posez-le sur le chariot «&#x202f;Réservés&#x202f;».</source>
        <translation>Someone is waiting for it.
Put it on the “Reserved” trolley.</translation>
    </message>
    <message>
        <source>Il se lit sur place.
Remettez-le en rayon.</source>
        <translation>This one is read here.
Put it back on its shelf.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de prêts.
Celui-ci reste ici.</source>
        <translation>You have the most loans you can.
This one stays here.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt.
Demandez à l’accueil.</source>
        <translation>Your card does not allow this loan.
Please ask the desk.</translation>
    </message>
    <message>
        <source>Il se prête avec une charte à signer.
Passez à l’accueil.</source>
        <translation>It is lent with a charter to sign.
Please see the desk.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce livre.
Donnez-le à l’accueil.</source>
        <translation>We do not know this book.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Ce livre est à une autre bibliothèque.
Donnez-le à l’accueil.</source>
        <translation>This book is another library’s.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Deux livres portent la même puce.
Donnez-les à l’accueil.</source>
        <translation>Two books carry the same tag.
Hand them to the desk.</translation>
    </message>
    <message>
        <source>Cet objet n’est pas à nous.
Reprenez-le.</source>
        <translation>This is not ours.
Take it back.</translation>
    </message>
    <message>
        <source>C’est une carte de lecteur.
Reprenez-la.</source>
        <translation>This is a library card.
Take it back.</translation>
    </message>
    <message>
        <source>Cette carte est en pause.
Passez à l’accueil.</source>
        <translation>This card is on hold.
Please see the desk.</translation>
    </message>
    <message>
        <source>Une somme reste à régler.
Passez à l’accueil.</source>
        <translation>Something is still to be paid.
Please see the desk.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien.
Rendez-le, ou passez à l’accueil.</source>
        <translation>Something is long overdue.
Bring it back, or see the desk.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler.
Passez à l’accueil.</source>
        <translation>A lost item is still to be settled.
Please see the desk.</translation>
    </message>
    <message>
        <source>Ce prêt n’est plus à votre nom.
Rien n’a changé.</source>
        <translation>This loan is no longer in your name.
Nothing has changed.</translation>
    </message>
    <message>
        <source>Il a déjà été prolongé.
Rendez-le à la date prévue.</source>
        <translation>It has been renewed already.
Bring it back when it is due.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce lieu.
Choisissez-en un autre.</source>
        <translation>We do not know this place.
Choose another one.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé.
Nous vous dirons quand il est là.</source>
        <translation>You have reserved it already.
We will tell you when it is here.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà chez vous.
Il n’y a rien à réserver.</source>
        <translation>You have it at home already.
There is nothing to reserve.</translation>
    </message>
    <message>
        <source>Il est en rayon ici.
Vous pouvez le prendre tout de suite.</source>
        <translation>It is on the shelf here.
You can take it right away.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations.
Annulez-en une d’abord.</source>
        <translation>You have the most reservations allowed.
Cancel one first.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.
Rien n’a changé.</source>
        <translation>This reservation no longer exists.
Nothing has changed.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin.
Renouvelez-la à l’accueil.</source>
        <translation>Your card has ended.
Renew it at the desk.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et nous ne
connaissons pas encore cette carte.</source>
        <translation>No network, and we do not
know this card yet.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: vous avez
le maximum pour aujourd’hui.</source>
        <translation>No network: you have
the most for today.</translation>
    </message>
    <message>
        <source>Le réseau est coupé.
Revenez avec votre carte.</source>
        <translation>No network.
Come back with your card.</translation>
    </message>
    <message>
        <source>Le réseau est coupé depuis longtemps.
Passez à l’accueil.</source>
        <translation>No network for a long time.
Please see the desk.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau.
Sinon, donnez-le à l’accueil.</source>
        <translation>Put it on the pad alone,
or hand it to the desk.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Passez son code-barres.</source>
        <translation>We cannot read it.
Scan its barcode.</translation>
    </message>
    <message>
        <source>Posez-le avec toutes ses pièces,
ou donnez-le à l’accueil.</source>
        <translation>Put it down with all its parts,
or hand it to the desk.</translation>
    </message>
    <message>
        <source>Il est noté comme prêté.
Donnez-le à l’accueil.</source>
        <translation>Our record says it is on loan.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Son antivol ne s’ouvre pas.
Donnez-le à l’accueil.</source>
        <translation>Its lock does not open.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici.
Donnez-le à l’accueil.</source>
        <translation>We cannot write it down here.
Hand it to the desk.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Donnez-le à l’accueil.</source>
        <translation>We cannot read it.
Hand it to the desk.</translation>
    </message>
    <message numerus="yes">
        <source>Ce n’est pas ce code. Encore %n essai(s).</source>
        <translation>
            <numerusform>That is not the PIN. One try left.</numerusform>
            <numerusform>That is not the PIN. %n tries left.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce n’est pas ce code. Essayez encore.</source>
        <translation>That is not the PIN. Try again.</translation>
    </message>
    <message numerus="yes">
        <source>Ce numéro ou ce code ne va pas. Encore %n essai(s)&#x202f;; l’accueil vous aide.</source>
        <translation>
            <numerusform>That number or PIN does not fit. One try left; the desk can help.</numerusform>
            <numerusform>That number or PIN does not fit. %n tries left; the desk can help.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce numéro ou ce code ne va pas. L’accueil vous aide.</source>
        <translation>That number or PIN does not fit. The desk can help.</translation>
    </message>
    <message>
        <source>Trop d’essais. Cette carte attend un peu&#x202f;; l’accueil peut l’ouvrir.</source>
        <translation>Too many tries. This card has to wait; the desk can open it.</translation>
    </message>
    <message>
        <source>Cette carte est en pause. Passez à l’accueil.</source>
        <translation>This card is on hold. Please see the desk.</translation>
    </message>
    <message>
        <source>Une somme reste à régler. Passez à l’accueil.</source>
        <translation>Something is still to be paid. Please see the desk.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien. Rendez-le, ou passez à l’accueil.</source>
        <translation>Something is long overdue. Bring it back, or see the desk.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler. Passez à l’accueil.</source>
        <translation>A lost item is still to be settled. Please see the desk.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin. Renouvelez-la à l’accueil.</source>
        <translation>Your card has ended. Renew it at the desk.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin le %1. Renouvelez-la à l’accueil.</source>
        <translation>Your card ended on %1. Renew it at the desk.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas cette carte.</source>
        <translation>We do not know this card.</translation>
    </message>
    <message>
        <source>Cette carte est d’une autre bibliothèque.</source>
        <translation>This card is another library’s.</translation>
    </message>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>This card shows a new number each time. Scan its barcode, or type the number printed on it.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Présentez votre carte, sans la taper.</source>
        <translation>No network. Show your card instead of typing it.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Pour emprunter, passez à l’accueil.</source>
        <translation>No network. To borrow, please see the desk.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Votre compte revient avec lui.</source>
        <translation>No network. Your account comes back with it.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Les réservations reviennent avec lui.</source>
        <translation>No network. Reservations come back with it.</translation>
    </message>
    <message>
        <source>Celui-ci est déjà dans la liste.</source>
        <translation>This one is in the list already.</translation>
    </message>
    <message>
        <source>Passez l’autre code-barres, celui de la bibliothèque.</source>
        <translation>Scan the other barcode, the library’s own.</translation>
    </message>
    <message>
        <source>C’est une carte. Touchez «&#x202f;Une autre carte&#x202f;» pour l’ajouter.</source>
        <translation>This is a card. Touch “Another card” to add it.</translation>
    </message>
    <message>
        <source>Ce prêt reste fait&#x202f;: sa puce n’a pas suivi. L’accueil peut le reprendre.</source>
        <translation>This loan stands: its tag did not follow. The desk can take it back.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>No network, and this card is new to us. Please see the desk.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>No network, and you have the most you can.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas continuer ici. Passez à l’accueil.</source>
        <translation>We cannot go on here. Please see the desk.</translation>
    </message>
    <message>
        <source>La borne se prépare.</source>
        <translation>The kiosk is getting ready.</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée. À bientôt.</source>
        <translation>The library is closed. See you soon.</translation>
    </message>
    <message>
        <source>Le plateau ne répond pas. L’accueil prête et reprend vos livres.</source>
        <translation>The pad does not answer. The desk lends and takes back your books.</translation>
    </message>
    <message>
        <source>L’accueil prête et reprend vos livres.</source>
        <translation>The desk lends and takes back your books.</translation>
    </message>
    <message>
        <source>Réservés</source>
        <translation>Reserved</translation>
    </message>
    <message>
        <source>Chariot %1</source>
        <translation>Trolley %1</translation>
    </message>
    <message>
        <source>signet blanc</source>
        <translation>white bookmark</translation>
    </message>
    <message>
        <source>silhouette blanche</source>
        <translation>white figure</translation>
    </message>
    <message>
        <source>disque bleu</source>
        <translation>blue disc</translation>
    </message>
    <message>
        <source>carré jaune</source>
        <translation>yellow square</translation>
    </message>
    <message>
        <source>triangle vert</source>
        <translation>green triangle</translation>
    </message>
    <message>
        <source>losange rouge</source>
        <translation>red diamond</translation>
    </message>
    <message>
        <source>hexagone prune</source>
        <translation>plum hexagon</translation>
    </message>
    <message>
        <source>flèche grise</source>
        <translation>grey arrow</translation>
    </message>
    <message>
        <source>Il voyage vers %1.</source>
        <translation>It travels to %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.</source>
        <translation>Someone is waiting for it.</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Someone will shelve it for you.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s)</source>
        <translation>
            <numerusform>%n book</numerusform>
            <numerusform>%n books</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encore %n chiffre(s)</source>
        <translation>
            <numerusform>%n more digit</numerusform>
            <numerusform>%n more digits</numerusform>
        </translation>
    </message>
    <message>
        <source>Voir la suite · %1 sur %2</source>
        <translation>See more · %1 of %2</translation>
    </message>
    <message>
        <source>Revoir le début · %1 sur %2</source>
        <translation>Back to the top · %1 of %2</translation>
    </message>
</context>
</TS>
