<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="fr_FR">
<context>
    <name>AttentionPage</name>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>Un segundo más. Si no, suena a la salida.</translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>Montrez à l’accueil ce qui n’a pas été reposé.</source>
        <translation>Enseñe en el mostrador lo que falta.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>Estos son sus gastos y mensajes. Se paga en el mostrador.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>¿Un error? Anule el préstamo aquí. Tiene treinta segundos.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>Su carné tiene un código. Póngalo en la bandeja. O muestre el código. O escriba el número.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez « C’est prêt ». Un livre en rouge reste ici.</source>
        <translation>Ponga sus libros tumbados. Espere a «Listo». Un libro en rojo se queda aquí.</translation>
    </message>
    <message>
        <source>Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.</source>
        <translation>Ponga sus libros de uno en uno. El signo está también en el carro.</translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation>Ponga el libro otra vez un segundo. Si no, vaya al mostrador.</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>Póngalo. O muestre su código.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe los libros. Póngalos de uno en uno.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>Está anotado. Lo confirmamos después.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe los libros. Póngalos de uno en uno.</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe los libros. Póngalos de uno en uno.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>No leemos este carné. Pase su código. O escriba el número impreso.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>No hay red. Este carné es nuevo. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>No hay red. Tiene el máximo.</translation>
    </message>
</context>
</TS>
