<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AttentionPage</name>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>One more second. Or the gate rings as you leave.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>These are your fees and messages. Pay at the desk.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>A mistake? Undo the loan here. You have thirty seconds.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>Your card has a barcode. Put the card on the pad. Or show the barcode. Or type the number.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez « C’est prêt ». Un livre en rouge reste ici.</source>
        <translation>Put your books flat on the pad. Wait for “Ready”. A book in red stays here.</translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation>Put the book back for a second. Or the desk will see to it.</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>Put it down. Or scan its barcode.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile. Or put one down after another.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>It is noted. We confirm it later.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile. Or put one down after another.</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Spread the pile. Or put one down after another.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Le réseau est coupé, et nous ne
connaissons pas encore cette carte.</source>
        <translation>There is no network.
We do not know this card yet.</translation>
    </message>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>We cannot read this card. Scan its barcode. Or type the number on it.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>There is no network. This card is new to us. Please see the desk.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>There is no network. You have the most you can.</translation>
    </message>
</context>
</TS>
