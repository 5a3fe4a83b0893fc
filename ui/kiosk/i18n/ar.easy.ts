<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="fr_FR">
<context>
    <name>AttentionPage</name>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>ثانية واحدة فقط. وإلا ترنّ البوابة.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>هذه رسومك ورسائلك. الدفع في الاستقبال.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>هل هناك خطأ؟ ألغِ الإعارة هنا. عندك ثلاثون ثانية.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>على بطاقتك رمز. ضعها على اللوح. أو أظهر الرمز. أو اكتب الرقم.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez « C’est prêt ». Un livre en rouge reste ici.</source>
        <translation>ضع كتبك مستوية. انتظر «جاهز». الكتاب الأحمر يبقى هنا.</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>ضعها. أو أظهر رمزها.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب. ضعها واحدًا واحدًا.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>هذا مسجّل. نؤكّده فيما بعد.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب. ضعها واحدًا واحدًا.</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب. ضعها واحدًا واحدًا.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>لا نقرأ هذه البطاقة. مرّر رمزها. أو اكتب الرقم المطبوع.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>لا شبكة. هذه البطاقة جديدة. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>لا شبكة. عندك الحد الأقصى.</translation>
    </message>
</context>
</TS>
