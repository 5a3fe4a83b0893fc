<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="fr_FR">
<context>
    <name>AttentionPage</name>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>Encore une seconde. Sinon, ça sonne à la sortie.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>Voici vos frais et vos messages. Vous payez à l’accueil.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>Une erreur ? Annulez ce prêt ici. Vous avez trente secondes.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>Votre carte a un code-barres. Posez-la sur le plateau. Ou montrez le code. Ou tapez le numéro.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez « C’est prêt ». Un livre en rouge reste ici.</source>
        <translation>Posez vos livres à plat. Attendez « C’est prêt ». Un livre en rouge reste ici.</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>Posez-la. Ou montrez son code-barres.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Séparez les livres. Posez-les un par un.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>C’est noté. Nous confirmons plus tard.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Séparez les livres. Posez-les un par un.</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Séparez les livres. Posez-les un par un.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Un retard est trop ancien. Rendez-le, ou passez à l’accueil.</source>
        <translation>Un livre est très en retard. Rendez-le. Ou passez à l’accueil.</translation>
    </message>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>Nous ne lisons pas cette carte. Passez son code-barres. Ou tapez le numéro imprimé.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>Il n’y a pas de réseau. Cette carte est nouvelle. Passez à l’accueil.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>Il n’y a pas de réseau. Vous avez le maximum.</translation>
    </message>
</context>
</TS>
