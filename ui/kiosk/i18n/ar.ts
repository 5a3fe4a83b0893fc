<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="fr_FR">
<context>
    <name>AccountPage</name>
    <message>
        <source>Votre compte.</source>
        <translation>حسابك.</translation>
    </message>
    <message>
        <source>Bonjour %1.</source>
        <translation>مرحبًا %1.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Tout prolonger</source>
        <translation>تمديد الكل</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici votre compte tel qu’il était&#x202f;; prolonger revient avec le réseau.</source>
        <translation>الشبكة مقطوعة. هذا حسابك كما كان؛ يعود التمديد مع الشبكة.</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>استكشف</translation>
    </message>
    <message>
        <source>%1 à régler</source>
        <translation>%1 للدفع</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n رسالة</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%n رسائل</numerusform>
            <numerusform>%n رسالة</numerusform>
            <numerusform>%n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Rien à régler</source>
        <translation>لا شيء للدفع</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s)</source>
        <translation>
            <numerusform>%n حجز</numerusform>
            <numerusform>حجز واحد</numerusform>
            <numerusform>حجزان</numerusform>
            <numerusform>%n حجوزات</numerusform>
            <numerusform>%n حجزًا</numerusform>
            <numerusform>%n حجز</numerusform>
        </translation>
    </message>
    <message>
        <source>Réservations</source>
        <translation>الحجوزات</translation>
    </message>
    <message>
        <source>Aucun prêt en cours.</source>
        <translation>لا شيء مُعار الآن.</translation>
    </message>
    <message numerus="yes">
        <source>Vos %n prêt(s)</source>
        <translation>
            <numerusform>إعاراتك %n</numerusform>
            <numerusform>إعارتك</numerusform>
            <numerusform>إعارتاك</numerusform>
            <numerusform>إعاراتك %n</numerusform>
            <numerusform>إعاراتك %n</numerusform>
            <numerusform>إعاراتك %n</numerusform>
        </translation>
    </message>
    <message>
        <source>sur %1 possibles</source>
        <translation>من %1 ممكنة</translation>
    </message>
    <message>
        <source>Vous n’avez rien à rendre.</source>
        <translation>ليس لديك ما تعيده.</translation>
    </message>
</context>
<context>
    <name>AddCardLink</name>
    <message>
        <source>Une autre carte</source>
        <translation>بطاقة أخرى</translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message>
        <source>Merci. Encore un instant.</source>
        <translation>شكرًا. لحظة أخرى.</translation>
    </message>
    <message>
        <source>Reposez ce livre, s’il vous plaît.</source>
        <translation>أعد هذا الكتاب، من فضلك.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde pour être rendu.</source>
        <translation>تنقصه ثانية واحدة ليتم إرجاعه.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>تنقصه ثانية واحدة. من دونها ترنّ البوابة عند الخروج.</translation>
    </message>
    <message>
        <source>Je ne peux pas&#x202f;: aidez‑moi</source>
        <translation>لا أستطيع: ساعدوني</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) rendu(s).</source>
        <translation>
            <numerusform>تم إرجاع %n كتاب آخر.</numerusform>
            <numerusform>تم إرجاع كتاب آخر.</numerusform>
            <numerusform>تم إرجاع كتابين آخرين.</numerusform>
            <numerusform>تم إرجاع %n كتب أخرى.</numerusform>
            <numerusform>تم إرجاع %n كتابًا آخر.</numerusform>
            <numerusform>تم إرجاع %n كتاب آخر.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) prêt(s).</source>
        <translation>
            <numerusform>%n كتاب آخر جاهزة.</numerusform>
            <numerusform>كتاب آخر جاهز.</numerusform>
            <numerusform>كتابان آخران جاهزان.</numerusform>
            <numerusform>%n كتب أخرى جاهزة.</numerusform>
            <numerusform>%n كتابًا آخر جاهزة.</numerusform>
            <numerusform>%n كتاب آخر جاهزة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>بلا عنوان</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau</source>
        <translation>اتركه على اللوح</translation>
    </message>
    <message>
        <source>À reposer sur le plateau</source>
        <translation>أعده إلى اللوح</translation>
    </message>
</context>
<context>
    <name>BoardPanel</name>
    <message>
        <source>À la bibliothèque</source>
        <translation>في المكتبة</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Aujourd’hui</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>وصل حديثًا</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>هل رنّت البوابة؟</translation>
    </message>
</context>
<context>
    <name>CallSomebody</name>
    <message>
        <source>Je n’ai plus besoin d’aide</source>
        <translation>لم أعد بحاجة إلى مساعدة</translation>
    </message>
    <message>
        <source>Appeler encore</source>
        <translation>نداء مرة أخرى</translation>
    </message>
    <message>
        <source>Appeler quelqu’un</source>
        <translation>نداء شخص</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>Numéro de carte, vide</source>
        <translation>رقم البطاقة، فارغ</translation>
    </message>
    <message>
        <source>Numéro de carte&#x202f;: %1</source>
        <translation>رقم البطاقة: %1</translation>
    </message>
</context>
<context>
    <name>CardPictures</name>
    <message>
        <source>Sur le plateau</source>
        <translation>على اللوح</translation>
    </message>
    <message>
        <source>ou</source>
        <translation>أو</translation>
    </message>
    <message>
        <source>Sous le lecteur</source>
        <translation>تحت القارئ</translation>
    </message>
</context>
<context>
    <name>CharterPage</name>
    <message>
        <source>La charte, mot à mot</source>
        <translation>الميثاق كلمةً كلمة</translation>
    </message>
    <message>
        <source>La charte, en bref</source>
        <translation>الميثاق باختصار</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>J’ai lu et j’accepte</source>
        <translation>قرأته وأقبله</translation>
    </message>
    <message>
        <source>J’accepte</source>
        <translation>أقبل</translation>
    </message>
    <message>
        <source>Ce texte n’existe qu’en français.</source>
        <translation>هذا النص بالفرنسية فقط.</translation>
    </message>
    <message>
        <source>En bref</source>
        <translation>باختصار</translation>
    </message>
    <message>
        <source>Texte entier</source>
        <translation>النص الكامل</translation>
    </message>
</context>
<context>
    <name>ClosingAlone</name>
    <message numerus="yes">
        <source>La page se ferme dans %n seconde(s).</source>
        <translation>
            <numerusform>تُغلق هذه الصفحة الآن.</numerusform>
            <numerusform>تُغلق هذه الصفحة بعد ثانية واحدة.</numerusform>
            <numerusform>تُغلق هذه الصفحة بعد ثانيتين.</numerusform>
            <numerusform>تُغلق هذه الصفحة بعد %n ثوانٍ.</numerusform>
            <numerusform>تُغلق هذه الصفحة بعد %n ثانية.</numerusform>
            <numerusform>تُغلق هذه الصفحة بعد %n ثانية.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>أنا باقٍ</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde(s)&lt;/b&gt;.</source>
        <translation>
            <numerusform>تُغلق الصفحة&lt;br&gt;&lt;b&gt;الآن&lt;/b&gt;.</numerusform>
            <numerusform>تُغلق الصفحة&lt;br&gt;بعد &lt;b&gt;ثانية واحدة&lt;/b&gt;.</numerusform>
            <numerusform>تُغلق الصفحة&lt;br&gt;بعد &lt;b&gt;ثانيتين&lt;/b&gt;.</numerusform>
            <numerusform>تُغلق الصفحة&lt;br&gt;بعد &lt;b&gt;%n ثوانٍ&lt;/b&gt;.</numerusform>
            <numerusform>تُغلق الصفحة&lt;br&gt;بعد &lt;b&gt;%n ثانية&lt;/b&gt;.</numerusform>
            <numerusform>تُغلق الصفحة&lt;br&gt;بعد &lt;b&gt;%n ثانية&lt;/b&gt;.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>أنا باقٍ</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Langue</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Langue&#x202f;: %1</source>
        <translation>اللغة: %1</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>استمع</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>تباين</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>نص كبير</translation>
    </message>
    <message>
        <source>Texte</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>أسفل</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>كلمات سهلة</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>سهل</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Aide</source>
        <translation>مساعدة</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Démonstration</source>
        <translation>عرض تجريبي</translation>
    </message>
    <message>
        <source>Réseau</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>Lecteur</source>
        <translation>القارئ</translation>
    </message>
    <message>
        <source>Papier de l’imprimante</source>
        <translation>ورق الطابعة</translation>
    </message>
    <message>
        <source>Le dernier ticket</source>
        <translation>آخر إيصال</translation>
    </message>
    <message>
        <source>Sur le plateau</source>
        <translation>على اللوح</translation>
    </message>
    <message>
        <source>Passer un code-barres</source>
        <translation>مرّر رمزًا شريطيًا</translation>
    </message>
    <message>
        <source>Passer une carte</source>
        <translation>مرّر بطاقة</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>الرمز %1</translation>
    </message>
    <message>
        <source>Fermer la démonstration</source>
        <translation>أغلق العرض التجريبي</translation>
    </message>
</context>
<context>
    <name>EmptyPad</name>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>واحدًا واحدًا، هكذا يسهل الفرز.</translation>
    </message>
    <message>
        <source>À plat, sur le plateau.</source>
        <translation>مستوية، على اللوح.</translation>
    </message>
</context>
<context>
    <name>FamilyBar</name>
    <message>
        <source>Pour qui sont les prochains livres</source>
        <translation>لمن الكتب التالية</translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>C’est fait.
Merci.</source>
        <translation>تم.
شكرًا.</translation>
    </message>
    <message>
        <source>C’est fait.
Bonne lecture.</source>
        <translation>تم.
قراءة ممتعة.</translation>
    </message>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>إيصال؟</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>إلغاء إعارة</translation>
    </message>
    <message>
        <source>Montrez à l’accueil ce qui n’a pas été reposé.</source>
        <translation>أظهر في الاستقبال ما لم تُعده إلى اللوح.</translation>
    </message>
    <message>
        <source>Si le portique sonne, montrez votre ticket à l’accueil.</source>
        <translation>إذا رنّت البوابة، فأظهر إيصالك في الاستقبال.</translation>
    </message>
    <message>
        <source>Pensez à reprendre votre carte.</source>
        <translation>تذكّر أن تأخذ بطاقتك.</translation>
    </message>
    <message>
        <source>Posez chaque livre sur son chariot.</source>
        <translation>ضع كل كتاب على عربته.</translation>
    </message>
</context>
<context>
    <name>FinishWords</name>
    <message>
        <source>Sur papier</source>
        <translation>على ورق</translation>
    </message>
    <message>
        <source>Par courriel</source>
        <translation>بالبريد الإلكتروني</translation>
    </message>
    <message>
        <source>À l’écran</source>
        <translation>على الشاشة</translation>
    </message>
    <message>
        <source>Pas de ticket</source>
        <translation>بلا إيصال</translation>
    </message>
    <message>
        <source>Il sort de la borne</source>
        <translation>يخرج من الجهاز</translation>
    </message>
    <message>
        <source>À chaque adresse connue</source>
        <translation>إلى كل عنوان معروف</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>رمز للمسح بالهاتف</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>انتهيت</translation>
    </message>
    <message>
        <source>Carte suivante</source>
        <translation>البطاقة التالية</translation>
    </message>
    <message>
        <source>Le ticket s’imprime.</source>
        <translation>تجري طباعة الإيصال.</translation>
    </message>
    <message>
        <source>Nous préparons le courriel.</source>
        <translation>نُعدّ الرسالة الإلكترونية.</translation>
    </message>
    <message>
        <source>Prenez votre ticket.</source>
        <translation>خذ إيصالك.</translation>
    </message>
    <message>
        <source>Le ticket part vers %1.</source>
        <translation>يُرسَل الإيصال إلى %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) part(ent) par courriel.</source>
        <translation>
            <numerusform>لا يُرسَل أي إيصال بالبريد (%n).</numerusform>
            <numerusform>يُرسَل إيصال واحد (%n) بالبريد.</numerusform>
            <numerusform>يُرسَل إيصالان (%n) بالبريد.</numerusform>
            <numerusform>تُرسَل %n إيصالات بالبريد.</numerusform>
            <numerusform>يُرسَل %n إيصالًا بالبريد.</numerusform>
            <numerusform>يُرسَل %n إيصال بالبريد.</numerusform>
        </translation>
    </message>
    <message>
        <source>Il n’y a plus de papier. Choisissez autrement.</source>
        <translation>نفد الورق. اختر طريقة أخرى.</translation>
    </message>
    <message>
        <source>L’imprimante ne répond pas. Choisissez autrement.</source>
        <translation>الطابعة لا تستجيب. اختر طريقة أخرى.</translation>
    </message>
    <message>
        <source>Le réseau est coupé : pas de courriel. Choisissez autrement.</source>
        <translation>الشبكة مقطوعة: لا بريد. اختر طريقة أخرى.</translation>
    </message>
    <message>
        <source>Le courriel ne part pas. Choisissez autrement.</source>
        <translation>تعذّر إرسال البريد. اختر طريقة أخرى.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>%1 €</source>
        <translation>%1&#xa0;€</translation>
    </message>
    <message>
        <source>fr</source>
        <extracomment>Qt locale of the amount, and the amount in its sentence</extracomment>
        <translation>ar</translation>
    </message>
    <message>
        <source>À montrer à l’accueil.</source>
        <translation>يُعرض على مكتب الاستقبال.</translation>
    </message>
    <message>
        <source>Rendu.</source>
        <translation>أُعيد.</translation>
    </message>
    <message>
        <source>À rendre le %1.</source>
        <translation>يُعاد في %1.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau, à confirmer.</source>
        <translation>سُجّل دون اتصال، وسيؤكَّد.</translation>
    </message>
    <message>
        <source>Carte %1</source>
        <translation>البطاقة %1</translation>
    </message>
    <message>
        <source>Prêté à l’instant.</source>
        <translation>أُعير الآن.</translation>
    </message>
    <message>
        <source>Prolongé jusqu’au %1</source>
        <translation>مُدّد حتى %1</translation>
    </message>
    <message numerus="yes">
        <source>En retard de %n jour(s)</source>
        <translation>
            <numerusform>متأخر %n يوم</numerusform>
            <numerusform>متأخر يومًا واحدًا</numerusform>
            <numerusform>متأخر يومين</numerusform>
            <numerusform>متأخر %n أيام</numerusform>
            <numerusform>متأخر %n يومًا</numerusform>
            <numerusform>متأخر %n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>À rendre le %1</source>
        <translation>الإرجاع يوم %1</translation>
    </message>
    <message>
        <source>Annuler cette réservation&#x202f;?</source>
        <translation>إلغاء هذا الحجز؟</translation>
    </message>
    <message>
        <source>Cette réservation est annulée.</source>
        <translation>أُلغي هذا الحجز.</translation>
    </message>
    <message>
        <source>Elle vous attend&#x202f;: %1.</source>
        <translation>ينتظرك: %1.</translation>
    </message>
    <message>
        <source>Elle vous attend jusqu’au %1&#x202f;: %2.</source>
        <translation>ينتظرك حتى %1: %2.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne. Retrait&#x202f;: %1.</source>
        <translation>أنت التالي. الاستلام: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous. Retrait&#x202f;: %1.</source>
        <translation>
            <numerusform>%n شخص قبلك. الاستلام: %1.</numerusform>
            <numerusform>شخص واحد قبلك. الاستلام: %1.</numerusform>
            <numerusform>شخصان قبلك. الاستلام: %1.</numerusform>
            <numerusform>%n أشخاص قبلك. الاستلام: %1.</numerusform>
            <numerusform>%n شخصًا قبلك. الاستلام: %1.</numerusform>
            <numerusform>%n شخص قبلك. الاستلام: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Étagère %1.</source>
        <translation>الرف %1.</translation>
    </message>
    <message>
        <source>Étagère %1, jusqu’au %2.</source>
        <translation>الرف %1، حتى %2.</translation>
    </message>
    <message>
        <source>Rendu en retard, le %1</source>
        <translation>أُرجع متأخرًا يوم %1</translation>
    </message>
    <message>
        <source>Document perdu, le %1</source>
        <translation>مادة ضائعة، %1</translation>
    </message>
    <message>
        <source>Pièce manquante, le %1</source>
        <translation>قطعة ناقصة، %1</translation>
    </message>
    <message>
        <source>Noté le %1</source>
        <translation>سُجّل يوم %1</translation>
    </message>
    <message>
        <source>Ce message n’est plus valable.</source>
        <translation>لم تعد هذه الرسالة صالحة.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend.</source>
        <translation>حجزك ينتظرك.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend jusqu’au %1.</source>
        <translation>حجزك ينتظرك حتى %1.</translation>
    </message>
    <message>
        <source>Votre réservation a pris fin.</source>
        <translation>انتهى حجزك.</translation>
    </message>
    <message>
        <source>À rendre bientôt&#x202f;: le %1.</source>
        <translation>الإرجاع قريبًا: يوم %1.</translation>
    </message>
    <message>
        <source>À rendre depuis le %1.</source>
        <translation>مطلوب إرجاعه منذ %1.</translation>
    </message>
    <message>
        <source>Il a été prêté à une autre personne. Votre prêt est clos.</source>
        <translation>أُعير لشخص آخر. أُغلقت إعارتك.</translation>
    </message>
    <message>
        <source>Nous l’avons retrouvé. Vous ne devez rien pour lui.</source>
        <translation>وجدناه. لا شيء عليك من أجله.</translation>
    </message>
    <message>
        <source>Ce prêt n’était plus à votre nom. Il n’est pas prolongé.</source>
        <translation>لم تعد هذه الإعارة باسمك. لم تُمدّد.</translation>
    </message>
    <message>
        <source>L’accueil vous en dira plus.</source>
        <translation>يخبرك الاستقبال بالمزيد.</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>بالانتظار</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>C’est fait</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Annulée</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>Déjà attendu&#x202f;:
à rendre</source>
        <translation>هناك من ينتظره:
أرجعه</translation>
    </message>
    <message>
        <source>Déjà prolongé&#x202f;:
à rendre</source>
        <translation>سبق تمديده:
أرجعه</translation>
    </message>
    <message>
        <source>À rendre</source>
        <translation>أرجعه</translation>
    </message>
    <message>
        <source>Pas de réseau</source>
        <translation>لا شبكة</translation>
    </message>
    <message>
        <source>Prêt clos</source>
        <translation>إعارة مغلقة</translation>
    </message>
    <message>
        <source>Voir l’accueil</source>
        <translation>اسأل الاستقبال</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’a changé.</source>
        <translation>الشبكة مقطوعة. لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.</source>
        <translation>هذا الحجز لم يعد موجودًا.</translation>
    </message>
    <message>
        <source>Rien n’a changé. Passez à l’accueil.</source>
        <translation>لم يتغير شيء. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Il est prêté, et sa puce le dit.</source>
        <translation>هو مُعار، وشريحته تقول ذلك.</translation>
    </message>
    <message>
        <source>Sa puce était restée fermée.
Vous pouvez sortir.</source>
        <translation>كانت شريحته مقفلة.
يمكنك الخروج.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté.
Empruntez-le, ou laissez-le ici.</source>
        <translation>هو غير مُعار.
استعره، أو اتركه هنا.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté. Sa puce
est fermée maintenant.</source>
        <translation>هو غير مُعار. شريحته
مقفلة الآن.</translation>
    </message>
    <message>
        <source>Il est prêté. Posez-le sur le plateau,
nous regardons sa puce.</source>
        <translation>هو معار. ضعه على اللوح،
وسننظر في شريحته.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: nous ne savons pas.
Montrez-le à l’accueil.</source>
        <translation>الشبكة مقطوعة: لا نعرف.
أظهره في الاستقبال.</translation>
    </message>
    <message>
        <source>Sa puce ne répond pas.
Montrez-le à l’accueil.</source>
        <translation>شريحته لا تستجيب.
أظهره في الاستقبال.</translation>
    </message>
    <message>
        <source>Soulevez-le, puis reposez-le.</source>
        <translation>ارفعه، ثم أعده.</translation>
    </message>
    <message>
        <source>Il est à une autre bibliothèque,
et peut faire sonner.</source>
        <translation>هو لمكتبة أخرى،
وقد يجعل البوابة ترنّ.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>لحظة واحدة…</translation>
    </message>
    <message>
        <source>Ce n’est pas lui</source>
        <translation>ليس هذا</translation>
    </message>
    <message>
        <source>C’était lui</source>
        <translation>كان هذا</translation>
    </message>
    <message>
        <source>Il sonne</source>
        <translation>يرنّ</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>لا تحرّكه</translation>
    </message>
    <message>
        <source>Prolonger</source>
        <translation>تمديد</translation>
    </message>
    <message>
        <source>Oui, annuler</source>
        <translation>نعم، إلغاء</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Nous appelons…</source>
        <translation>ننادي…</translation>
    </message>
    <message>
        <source>L’accueil est appelé. Restez ici, quelqu’un va répondre.</source>
        <translation>نادينا الاستقبال. ابقَ هنا، سيجيبك شخص.</translation>
    </message>
    <message>
        <source>Quelqu’un vient vers vous.</source>
        <translation>شخص قادم إليك.</translation>
    </message>
    <message>
        <source>L’appel ne passe pas&#x202f;: le réseau est coupé. Allez à l’accueil.</source>
        <translation>لم يصل النداء: الشبكة مقطوعة. اذهب إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Voici ce que vous avez à la maison. «&#x202f;Prolonger&#x202f;» donne du temps.</source>
        <translation>هذا ما عندك في البيت. «تمديد» يعطيك وقتًا.</translation>
    </message>
    <message>
        <source>Voici ce que vous attendez. Ce qui est prêt a un numéro d’étagère.</source>
        <translation>هذا ما تنتظره. لما هو جاهز رقم رف.</translation>
    </message>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>هذا ما عليك، وما كتبناه لك. الدفع في الاستقبال.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>تُلغى هنا إعارة تمت خطأً خلال ثلاثين ثانية.</translation>
    </message>
    <message>
        <source>Posez sur le plateau ce que vous portez. L’écran dit ce qui sonne, et pourquoi.</source>
        <translation>ضع على اللوح ما تحمله. تقول الشاشة ما يرنّ، ولماذا.</translation>
    </message>
    <message>
        <source>Choisissez votre ticket. Reprenez votre carte et vos livres.</source>
        <translation>اختر إيصالك. استعد بطاقتك وكتبك.</translation>
    </message>
    <message>
        <source>Voici votre ticket. Visez le code avec un téléphone pour le garder.</source>
        <translation>هذا إيصالك. امسح الرمز بهاتف للاحتفاظ به.</translation>
    </message>
</context>
<context>
    <name>GatePage</name>
    <message>
        <source>Posez ce qui a sonné.</source>
        <translation>ضع ما رنّ.</translation>
    </message>
    <message>
        <source>Nous regardons.</source>
        <translation>نحن ننظر.</translation>
    </message>
    <message>
        <source>Voici pourquoi.</source>
        <translation>هذا هو السبب.</translation>
    </message>
    <message>
        <source>Videz aussi votre sac&#x202f;: ce qui sonne est parfois au fond.</source>
        <translation>أفرغ حقيبتك أيضًا: قد يكون ما يرنّ في قاعها.</translation>
    </message>
    <message>
        <source>Autre chose&#x202f;? Posez-le aussi.</source>
        <translation>شيء آخر؟ ضعه أيضًا.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>الاستعارة</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Besoin d’aide&#x202f;?</source>
        <translation>هل تحتاج إلى مساعدة؟</translation>
    </message>
    <message>
        <source>Une personne vous aide à l’accueil. Vos livres peuvent rester sur le plateau.</source>
        <translation>يساعدك شخص في الاستقبال. يمكن أن تبقى كتبك على اللوح.</translation>
    </message>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>على بطاقتك رمز شريطي. ضعها على اللوح، أو مرّر الرمز، أو اكتب رقمها.</translation>
    </message>
    <message>
        <source>Code oublié&#x202f;? L’accueil vous en donne un autre. Apportez une pièce d’identité.</source>
        <translation>هل نسيت الرمز؟ يعطيك الاستقبال رمزًا آخر. أحضر وثيقة هوية.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez «&#x202f;C’est prêt&#x202f;». Un livre en rouge reste ici.</source>
        <translation>ضع كتبك مستوية على اللوح وانتظر «جاهز». الكتاب الأحمر يبقى هنا.</translation>
    </message>
    <message>
        <source>S’il n’apparaît pas, passez son code-barres.</source>
        <translation>إذا لم يظهر كتاب، فمرّر رمزه الشريطي.</translation>
    </message>
    <message>
        <source>Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.</source>
        <translation>ضع كتبك واحدًا واحدًا. العلامة على الشاشة موجودة أيضًا على العربة.</translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation>أعد الكتاب إلى اللوح ثانية واحدة. وإلا يهتم به الاستقبال.</translation>
    </message>
    <message>
        <source>Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.</source>
        <translation>للاستعارة تلزم بطاقتك. للإرجاع لا يلزم شيء.</translation>
    </message>
    <message>
        <source>«&#x202f;Écouter&#x202f;» lit chaque page à voix haute. Touchez l’écran&#x202f;: la voix se tait. La touche F2 relit la page.</source>
        <translation>«استمع» يقرأ كل صفحة بصوت مسموع. المس الشاشة فيسكت الصوت. ويعيد المفتاح F2 قراءة الصفحة.</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>هل رنّت البوابة؟</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>Visez le code, ou tapez %1</source>
        <translation>وجّه هاتفك إلى الرمز، أو اكتب %1</translation>
    </message>
</context>
<context>
    <name>HoldsPage</name>
    <message>
        <source>Aucune réservation en cours.</source>
        <translation>لا حجوزات الآن.</translation>
    </message>
    <message>
        <source>Vos réservations.</source>
        <translation>حجوزاتك.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>استكشف</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Présentez votre carte.</source>
        <translation>أظهر بطاقتك.</translation>
    </message>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>ضعها، أو مرّر رمزها الشريطي.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Ou tapez le numéro de la carte</source>
        <translation>أو اكتب رقم البطاقة</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Vos documents</source>
        <translation>موادّك</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>بقي على اللوح</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>بلا عنوان</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Tout effacer</source>
        <translation>مسح الكل</translation>
    </message>
    <message>
        <source>Effacer le dernier chiffre</source>
        <translation>مسح الرقم الأخير</translation>
    </message>
</context>
<context>
    <name>KitWords</name>
    <message>
        <source>la liseuse</source>
        <translation>القارئ الإلكتروني</translation>
    </message>
    <message>
        <source>l’étui</source>
        <translation>الغلاف</translation>
    </message>
    <message>
        <source>le câble</source>
        <translation>الكابل</translation>
    </message>
    <message>
        <source>le chargeur</source>
        <translation>الشاحن</translation>
    </message>
    <message>
        <source>la pochette</source>
        <translation>الحقيبة</translation>
    </message>
    <message>
        <source>la notice</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>la partie %1 sur %2</source>
        <translation>القطعة %1 من %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Il manque %1.</source>
        <translation>ينقص: %1.</translation>
    </message>
    <message>
        <source>Vérifions les pièces ensemble.</source>
        <translation>لنتحقق من القطع معًا.</translation>
    </message>
    <message>
        <source>Posez tout ensemble.</source>
        <translation>ضع كل القطع معًا.</translation>
    </message>
    <message>
        <source>Elle reste ici. Donnez-la à l’accueil.</source>
        <translation>يبقى هنا. سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Nous gardons le reste.</source>
        <translation>نحتفظ بالباقي.</translation>
    </message>
    <message>
        <source>Nous gardons le reste&#x202f;; apportez-le avant le %1.</source>
        <translation>نحتفظ بالباقي؛ أحضره قبل %1.</translation>
    </message>
    <message>
        <source>Il manque une pièce.
Donnez-la à l’accueil.</source>
        <translation>تنقص قطعة.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Merci de nous le dire.
Donnez-la à l’accueil.</source>
        <translation>شكرًا لإخبارنا.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Elle n’est pas encore prête.
Donnez-la à l’accueil.</source>
        <translation>ليس جاهزًا بعد.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Elle reste ici.
Reposez-la pour recommencer.</source>
        <translation>يبقى هنا.
ضعه من جديد للبدء ثانية.</translation>
    </message>
    <message>
        <source>Un parent signe la charte avec vous.
Passez à l’accueil.</source>
        <translation>أحد الوالدين يوقّع الميثاق معك.
مُرّ على الاستقبال.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: la charte
ne se signe pas maintenant.</source>
        <translation>الشبكة مقطوعة: لا يمكن
توقيع الميثاق الآن.</translation>
    </message>
    <message>
        <source>La charte vient de changer. Relisez-la.</source>
        <translation>تغيّر الميثاق للتو. اقرأه من جديد.</translation>
    </message>
    <message>
        <source>Je la garde jusqu’au %1.</source>
        <translation>أحتفظ به حتى %1.</translation>
    </message>
    <message>
        <source>Je ne la prête pas. Je n’y change rien.</source>
        <translation>لا أعيره لأحد ولا أغيّر فيه شيئًا.</translation>
    </message>
    <message numerus="yes">
        <source>Je rends les %n pièces ensemble.</source>
        <translation>
            <numerusform>لا أعيد أي قطعة.</numerusform>
            <numerusform>أعيد القطعة.</numerusform>
            <numerusform>أعيد القطعتين معًا.</numerusform>
            <numerusform>أعيد القطع الـ%n معًا.</numerusform>
            <numerusform>أعيد القطع الـ%n معًا.</numerusform>
            <numerusform>أعيد القطع الـ%n معًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Si je perds&#x202f;: %1.</source>
        <translation>إذا أضعت: %1.</translation>
    </message>
    <message>
        <source>Ouvrez la pochette. Touchez chaque pièce que vous voyez. Ce qui a une puce se coche tout seul.</source>
        <translation>افتح الحقيبة والمس كل قطعة تراها. ما فيه شريحة يُعلَّم وحده.</translation>
    </message>
    <message>
        <source>La charte dit ce que vous promettez. Vous la signez une seule fois.</source>
        <translation>يقول الميثاق ما تعد به. توقّعه مرة واحدة فقط.</translation>
    </message>
</context>
<context>
    <name>LanguagePanel</name>
    <message>
        <source>Quelle langue&#x202f;?</source>
        <translation>أي لغة؟</translation>
    </message>
</context>
<context>
    <name>LargeList</name>
    <message numerus="yes">
        <source>%n rendu(s) · Les voir</source>
        <translation>
            <numerusform>تم إرجاع %n · عرض</numerusform>
            <numerusform>تم إرجاع واحد · عرض</numerusform>
            <numerusform>تم إرجاع اثنين · عرض</numerusform>
            <numerusform>تم إرجاع %n · عرض</numerusform>
            <numerusform>تم إرجاع %n · عرض</numerusform>
            <numerusform>تم إرجاع %n · عرض</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prêt(s) · Les voir</source>
        <translation>
            <numerusform>%n جاهزة · عرض</numerusform>
            <numerusform>واحد جاهز · عرض</numerusform>
            <numerusform>اثنان جاهزان · عرض</numerusform>
            <numerusform>%n جاهزة · عرض</numerusform>
            <numerusform>%n جاهزة · عرض</numerusform>
            <numerusform>%n جاهزة · عرض</numerusform>
        </translation>
    </message>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>المزيد · %1 من %2</translation>
    </message>
    <message>
        <source>Vos documents</source>
        <translation>موادّك</translation>
    </message>
</context>
<context>
    <name>LargePlace</name>
    <message>
        <source>À l’accueil</source>
        <translation>إلى الاستقبال</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>يضعه شخص في مكانه عنك.</translation>
    </message>
</context>
<context>
    <name>LargeRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>بقي على اللوح</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>بلا عنوان</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Votre compte</source>
        <translation>حسابك</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>بلا عنوان</translation>
    </message>
</context>
<context>
    <name>LineSheet</name>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Précédent</source>
        <translation>السابق</translation>
    </message>
    <message>
        <source>Suivant</source>
        <translation>التالي</translation>
    </message>
</context>
<context>
    <name>Listener</name>
    <message>
        <source>La voix ne répond pas. L’accueil vous aide.</source>
        <translation>الصوت لا يستجيب. الاستقبال يساعدك.</translation>
    </message>
    <message>
        <source>Cette langue n’a pas encore de voix ici.</source>
        <translation>لا يوجد صوت لهذه اللغة هنا بعد.</translation>
    </message>
    <message>
        <source>bouton</source>
        <translation>زر</translation>
    </message>
    <message>
        <source>activé</source>
        <translation>مفعَّل</translation>
    </message>
    <message>
        <source>désactivé</source>
        <translation>غير مفعَّل</translation>
    </message>
    <message>
        <source>choisi</source>
        <translation>مختار</translation>
    </message>
    <message>
        <source>touche</source>
        <translation>مفتاح</translation>
    </message>
    <message>
        <source>Livre %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>الكتاب %1</translation>
    </message>
    <message>
        <source>Document %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>المادة %1</translation>
    </message>
    <message>
        <source>une somme</source>
        <extracomment>in the place of an amount of money that is not said aloud</extracomment>
        <translation>مبلغ</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>مستوى الصوت %1</translation>
    </message>
    <message>
        <source>Pour écouter les pages, appuyez sur F2.</source>
        <translation>للاستماع إلى الصفحات، اضغط على F2.</translation>
    </message>
</context>
<context>
    <name>LookWords</name>
    <message>
        <source>Livre</source>
        <translation>كتاب</translation>
    </message>
    <message>
        <source>Bande dessinée</source>
        <translation>قصة مصورة</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>فيلم</translation>
    </message>
    <message>
        <source>Disque</source>
        <translation>قرص</translation>
    </message>
    <message>
        <source>Revue</source>
        <translation>مجلة</translation>
    </message>
    <message>
        <source>Jeu</source>
        <translation>لعبة</translation>
    </message>
    <message>
        <source>Liseuse</source>
        <translation>قارئ إلكتروني</translation>
    </message>
    <message>
        <source>Livre numérique</source>
        <translation>كتاب رقمي</translation>
    </message>
    <message>
        <source>Livre audio</source>
        <translation>كتاب مسموع</translation>
    </message>
    <message>
        <source>En ligne</source>
        <translation>على الإنترنت</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>مادة</translation>
    </message>
    <message>
        <source>Livres</source>
        <translation>كتب</translation>
    </message>
    <message>
        <source>Bandes dessinées</source>
        <translation>قصص مصورة</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>أفلام</translation>
    </message>
    <message>
        <source>Disques</source>
        <translation>أقراص</translation>
    </message>
    <message>
        <source>Revues</source>
        <translation>مجلات</translation>
    </message>
    <message>
        <source>Jeux</source>
        <translation>ألعاب</translation>
    </message>
    <message>
        <source>Appareils</source>
        <translation>أجهزة</translation>
    </message>
    <message>
        <source>Livres numériques</source>
        <translation>كتب رقمية</translation>
    </message>
    <message>
        <source>Livres audio</source>
        <translation>كتب مسموعة</translation>
    </message>
    <message>
        <source>Autres</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>en français</source>
        <translation>بالفرنسية</translation>
    </message>
    <message>
        <source>en anglais</source>
        <translation>بالإنجليزية</translation>
    </message>
    <message>
        <source>en espagnol</source>
        <translation>بالإسبانية</translation>
    </message>
    <message>
        <source>en arabe</source>
        <translation>بالعربية</translation>
    </message>
    <message>
        <source>en allemand</source>
        <translation>بالألمانية</translation>
    </message>
    <message>
        <source>en italien</source>
        <translation>بالإيطالية</translation>
    </message>
    <message>
        <source>en portugais</source>
        <translation>بالبرتغالية</translation>
    </message>
    <message>
        <source>Adultes</source>
        <translation>الكبار</translation>
    </message>
    <message>
        <source>Adolescents</source>
        <translation>اليافعون</translation>
    </message>
    <message>
        <source>Enfants</source>
        <translation>الأطفال</translation>
    </message>
    <message>
        <source>Pour tous</source>
        <translation>للجميع</translation>
    </message>
    <message>
        <source>Ici, en rayon</source>
        <translation>هنا، على الرف</translation>
    </message>
    <message>
        <source>Ici, %1</source>
        <translation>هنا، %1</translation>
    </message>
    <message>
        <source>Ici, sur «&#x202f;%1&#x202f;»</source>
        <translation>هنا، على «%1»</translation>
    </message>
    <message>
        <source>Sur «&#x202f;%1&#x202f;»</source>
        <translation>على «%1»</translation>
    </message>
    <message>
        <source>Il est en rayon là-bas, pour tout le monde. Prenez-le, ou choisissez un autre lieu.</source>
        <translation>هو على الرف هناك، للجميع. خذه، أو اختر مكانًا آخر.</translation>
    </message>
    <message>
        <source>Il se lit sur place. Il ne se réserve pas.</source>
        <translation>يُقرأ هنا فقط. لا يُحجز.</translation>
    </message>
    <message>
        <source>À %1</source>
        <translation>في %1</translation>
    </message>
    <message>
        <source>En ligne, chez vous</source>
        <translation>على الإنترنت، من بيتك</translation>
    </message>
    <message>
        <source>Se lit sur place</source>
        <translation>يُقرأ هنا فقط</translation>
    </message>
    <message>
        <source>Sur un appareil emprunté</source>
        <translation>على جهاز معار</translation>
    </message>
    <message>
        <source>Appareil · retour le %1</source>
        <translation>جهاز · يعود يوم %1</translation>
    </message>
    <message>
        <source>Emprunté en ce moment</source>
        <translation>معار حاليًا</translation>
    </message>
    <message>
        <source>Sorti · retour le %1</source>
        <translation>مُعار · يعود يوم %1</translation>
    </message>
    <message>
        <source>Pas dans nos rayons</source>
        <translation>ليس على رفوفنا</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), le premier de retour le %1</source>
        <translation>
            <numerusform>%n نسخة، تعود أولاها يوم %1</numerusform>
            <numerusform>نسخة واحدة، تعود يوم %1</numerusform>
            <numerusform>نسختان، تعود أولاهما يوم %1</numerusform>
            <numerusform>%n نسخ، تعود أولاها يوم %1</numerusform>
            <numerusform>%n نسخة، تعود أولاها يوم %1</numerusform>
            <numerusform>%n نسخة، تعود أولاها يوم %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Emprunté</source>
        <translation>معار</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), tous empruntés</source>
        <translation>
            <numerusform>%n نسخة، كلها معارة</numerusform>
            <numerusform>نسخة واحدة معارة</numerusform>
            <numerusform>نسختان معارتان</numerusform>
            <numerusform>%n نسخ، كلها معارة</numerusform>
            <numerusform>%n نسخة، كلها معارة</numerusform>
            <numerusform>%n نسخة، كلها معارة</numerusform>
        </translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation>متاح</translation>
    </message>
    <message numerus="yes">
        <source>%n disponible(s) sur %1</source>
        <translation>
            <numerusform>%n متاحة من %1</numerusform>
            <numerusform>واحدة متاحة من %1</numerusform>
            <numerusform>اثنتان متاحتان من %1</numerusform>
            <numerusform>%n متاحة من %1</numerusform>
            <numerusform>%n متاحة من %1</numerusform>
            <numerusform>%n متاحة من %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Le trouver</source>
        <translation>مكانه</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>احجز</translation>
    </message>
    <message>
        <source>Voir</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Quoi</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Pour qui</source>
        <translation>لمن</translation>
    </message>
    <message>
        <source>Où</source>
        <translation>أين</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Sur quel appareil</source>
        <translation>على أي جهاز</translation>
    </message>
    <message>
        <source>Tout</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Ici, maintenant</source>
        <translation>هنا، الآن</translation>
    </message>
    <message>
        <source>Liseuses</source>
        <translation>أجهزة القراءة</translation>
    </message>
    <message>
        <source>Libre maintenant</source>
        <translation>متاح الآن</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savons ici.</source>
        <translation>الشبكة مقطوعة. هذا ما نعرفه هنا.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions à %1.</source>
        <translation>الشبكة مقطوعة. هذا ما كنا نعرفه عند الساعة %1.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions le %1.</source>
        <translation>الشبكة مقطوعة. هذا ما كنا نعرفه يوم %1.</translation>
    </message>
    <message>
        <source>Un exemplaire est déjà de côté pour vous.</source>
        <translation>نسخة محفوظة لك من الآن.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne.</source>
        <translation>أنت التالي في الدور.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous.</source>
        <translation>
            <numerusform>%n شخص قبلك.</numerusform>
            <numerusform>شخص واحد قبلك.</numerusform>
            <numerusform>شخصان قبلك.</numerusform>
            <numerusform>%n أشخاص قبلك.</numerusform>
            <numerusform>%n شخصًا قبلك.</numerusform>
            <numerusform>%n شخص قبلك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’est réservé. Revenez plus tard, ou demandez à l’accueil.</source>
        <translation>الشبكة مقطوعة. لم يُحجز شيء. عُد لاحقًا، أو اسأل في الاستقبال.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé. Nous vous prévenons dès qu’il est prêt.</source>
        <translation>لقد حجزته من قبل. نخبرك فور جهوزه.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà à la maison. Vous pouvez le prolonger dans «&#x202f;Mon compte&#x202f;».</source>
        <translation>هو عندك في البيت. يمكنك تمديده في «حسابي».</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations. Annulez-en une, puis réservez celui-ci.</source>
        <translation>لديك أقصى عدد من الحجوزات. ألغِ واحدًا، ثم احجز هذا.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt. Demandez à l’accueil.</source>
        <translation>بطاقتك لا تسمح بهذه الإعارة. اسأل في الاستقبال.</translation>
    </message>
    <message>
        <source>Nous n’avons plus ce titre. L’accueil en cherche un autre avec vous.</source>
        <translation>لم يعد هذا العنوان لدينا. الاستقبال يبحث معك عن غيره.</translation>
    </message>
    <message>
        <source>Ce lieu ne reçoit pas de réservations. Choisissez-en un autre.</source>
        <translation>هذا المكان لا يستقبل الحجوزات. اختر غيره.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici. Demandez à l’accueil.</source>
        <translation>لا يمكننا تسجيله هنا. اسأل في الاستقبال.</translation>
    </message>
    <message>
        <source>Rien n’est réservé. L’accueil vous aide.</source>
        <translation>لم يُحجز شيء. الاستقبال يساعدك.</translation>
    </message>
    <message>
        <source>Tapez un titre, un nom ou un sujet. L’écran dit où se trouve chaque titre.</source>
        <translation>اكتب عنوانًا أو اسمًا أو موضوعًا. الشاشة تقول أين يوجد كل عنوان.</translation>
    </message>
    <message>
        <source>Voici où se trouve ce titre. «&#x202f;Réserver&#x202f;» le met de côté pour vous.</source>
        <translation>هنا ترى أين يوجد هذا العنوان. «احجز» يحفظه لك.</translation>
    </message>
    <message>
        <source>Choisissez où vous venez le chercher. Nous vous prévenons quand il est prêt.</source>
        <translation>اختر من أين تأخذه. نخبرك حين يجهز.</translation>
    </message>
</context>
<context>
    <name>Masthead</name>
    <message>
        <source>Carte valable jusqu’au %1</source>
        <translation>البطاقة صالحة حتى %1</translation>
    </message>
    <message numerus="yes">
        <source>%n rendu(s)</source>
        <translation>
            <numerusform>أُرجع %n</numerusform>
            <numerusform>أُرجع واحد</numerusform>
            <numerusform>أُرجع اثنان</numerusform>
            <numerusform>أُرجعت %n</numerusform>
            <numerusform>أُرجع %n</numerusform>
            <numerusform>أُرجع %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>Vous devez %1.</source>
        <translation>عليك %1.</translation>
    </message>
    <message>
        <source>Rien à régler.</source>
        <translation>لا شيء للدفع.</translation>
    </message>
    <message>
        <source>Cela se règle à l’accueil.</source>
        <translation>الدفع في الاستقبال.</translation>
    </message>
    <message>
        <source>Et pas de message.</source>
        <translation>ولا رسائل.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Tout est en ordre.</source>
        <translation>كل شيء على ما يرام.</translation>
    </message>
</context>
<context>
    <name>OptionPanel</name>
    <message>
        <source>Fermer</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>PartCard</name>
    <message>
        <source>Présent</source>
        <translation>موجود</translation>
    </message>
    <message>
        <source>Posez-le ici</source>
        <translation>ضعه هنا</translation>
    </message>
    <message>
        <source>Je l’ai</source>
        <translation>معي</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>Tout est dans la pochette&#x202f;?</source>
        <translation>هل كل شيء في الحقيبة؟</translation>
    </message>
    <message>
        <source>Posez tout sur le plateau, à plat.</source>
        <translation>ضع كل شيء مسطّحًا على اللوح.</translation>
    </message>
    <message>
        <source>Touchez chaque pièce que vous voyez.</source>
        <translation>المس كل قطعة تراها.</translation>
    </message>
    <message>
        <source>Passer</source>
        <translation>تخطٍّ</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message numerus="yes">
        <source>Encore %n pièce(s)</source>
        <translation>
            <numerusform>لا قطع باقية</numerusform>
            <numerusform>قطعة واحدة بعد</numerusform>
            <numerusform>قطعتان بعد</numerusform>
            <numerusform>%n قطع بعد</numerusform>
            <numerusform>%n قطعة بعد</numerusform>
            <numerusform>%n قطعة بعد</numerusform>
        </translation>
    </message>
    <message>
        <source>Reposez la pochette</source>
        <translation>أعد الحقيبة إلى اللوح</translation>
    </message>
    <message>
        <source>Tout est là</source>
        <translation>كل شيء هنا</translation>
    </message>
    <message>
        <source>Il manque une pièce</source>
        <translation>تنقص قطعة</translation>
    </message>
    <message>
        <source>Il manque quelque chose, ou c’est abîmé</source>
        <translation>ينقص شيء أو فيه تلف</translation>
    </message>
</context>
<context>
    <name>PickupList</name>
    <message>
        <source>Ici&#x202f;: %1</source>
        <translation>هنا: %1</translation>
    </message>
</context>
<context>
    <name>PickupPage</name>
    <message>
        <source>C’est réservé.</source>
        <translation>تم الحجز.</translation>
    </message>
    <message>
        <source>Ce n’est pas réservé.</source>
        <translation>لم يتم الحجز.</translation>
    </message>
    <message>
        <source>Où venez-vous le chercher&#x202f;?</source>
        <translation>من أين تأخذه؟</translation>
    </message>
    <message>
        <source>Chercher encore</source>
        <translation>بحث آخر</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>احجز</translation>
    </message>
    <message>
        <source>Mes réservations</source>
        <translation>حجوزاتي</translation>
    </message>
    <message>
        <source>Nous vous prévenons quand il est prêt. Il vous attend ici&#x202f;: %1.</source>
        <translation>نخبرك حين يجهز. ينتظرك في %1.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>%1 vus sur %2</source>
        <translation>رأينا %1 من %2</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>vus sur</source>
        <translation>مرئية من</translation>
    </message>
    <message>
        <source>sur</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Un livre mince se cache.</source>
        <translation>كتاب رقيق يختبئ.</translation>
    </message>
    <message numerus="yes">
        <source>partent avec vous.</source>
        <translation>
            <numerusform>لا شيء يخرج معك.</numerusform>
            <numerusform>كتاب واحد يخرج معك.</numerusform>
            <numerusform>كتابان يخرجان معك.</numerusform>
            <numerusform>كتب تخرج معك.</numerusform>
            <numerusform>كتابًا تخرج معك.</numerusform>
            <numerusform>كتاب تخرج معك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب، أو ضعها واحدًا واحدًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s) reste(nt) ici.</source>
        <translation>
            <numerusform>%n كتاب تبقى هنا.</numerusform>
            <numerusform>كتاب واحد يبقى هنا.</numerusform>
            <numerusform>كتابان يبقيان هنا.</numerusform>
            <numerusform>%n كتب تبقى هنا.</numerusform>
            <numerusform>%n كتابًا تبقى هنا.</numerusform>
            <numerusform>%n كتاب تبقى هنا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tout est reconnu.</source>
        <translation>تعرّفنا عليها كلها.</translation>
    </message>
    <message>
        <source>Laissez-les à plat.</source>
        <translation>اتركها مستوية.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>باعد بين الكتب، أو مرّر رمزه الشريطي.</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message numerus="yes">
        <source>%n chiffre(s) sur %1</source>
        <translation>
            <numerusform>%n رقم من %1</numerusform>
            <numerusform>رقم واحد من %1</numerusform>
            <numerusform>رقمان من %1</numerusform>
            <numerusform>%n أرقام من %1</numerusform>
            <numerusform>%n رقمًا من %1</numerusform>
            <numerusform>%n رقم من %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Votre code secret&#x202f;?</source>
        <translation>ما رمزك السري؟</translation>
    </message>
    <message>
        <source>Quatre chiffres. L’écran ne les montre pas.</source>
        <translation>أربعة أرقام. الشاشة لا تظهرها.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Valider</source>
        <translation>تأكيد</translation>
    </message>
    <message>
        <source>J’ai oublié mon code</source>
        <translation>نسيت رمزي</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>À l’accueil</source>
        <translation>إلى الاستقبال</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>يضعه شخص في مكانه عنك.</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>بلا عنوان</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>تم الإرجاع</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>L’accueil vous montre comment l’ouvrir.</source>
        <translation>الاستقبال يريك كيف تفتحه.</translation>
    </message>
    <message>
        <source>Cote %1</source>
        <translation>رمز الرف %1</translation>
    </message>
</context>
<context>
    <name>ReadingPages</name>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>التالي · %1 من %2</translation>
    </message>
</context>
<context>
    <name>ReadyHold</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>رف الحجوزات، %1</translation>
    </message>
    <message>
        <source>Une réservation vous attend.</source>
        <translation>حجز ينتظرك.</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s) vous attendent.</source>
        <translation>
            <numerusform>%n حجز ينتظرك.</numerusform>
            <numerusform>حجز واحد ينتظرك.</numerusform>
            <numerusform>حجزان ينتظرانك.</numerusform>
            <numerusform>%n حجوزات تنتظرك.</numerusform>
            <numerusform>%n حجزًا ينتظرك.</numerusform>
            <numerusform>%n حجز ينتظرك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Jusqu’au %1</source>
        <translation>حتى %1</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message numerus="yes">
        <source>%1 rendu(s)</source>
        <translation>
            <numerusform>تم إرجاع %1</numerusform>
            <numerusform>تم إرجاع %1</numerusform>
            <numerusform>تم إرجاع %1</numerusform>
            <numerusform>تم إرجاع %1</numerusform>
            <numerusform>تم إرجاع %1</numerusform>
            <numerusform>تم إرجاع %1</numerusform>
        </translation>
    </message>
    <message>
        <source>à rendre le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>الإرجاع يوم &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>le premier, le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>أولها يوم &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message numerus="yes">
        <source>et %n autre(s)</source>
        <translation>
            <numerusform>و%n كتاب آخر</numerusform>
            <numerusform>وكتاب آخر</numerusform>
            <numerusform>وكتابان آخران</numerusform>
            <numerusform>و%n كتب أخرى</numerusform>
            <numerusform>و%n كتابًا آخر</numerusform>
            <numerusform>و%n كتاب آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Vous en avez maintenant %1 sur %2.</source>
        <translation>عندك الآن %1 من %2.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>سُجّل دون شبكة. يتأكد عند عودتها.</translation>
    </message>
    <message>
        <source>Vous en avez</source>
        <translation>لديك الآن</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 من %2</translation>
    </message>
</context>
<context>
    <name>ReceiptChoice</name>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>إيصال؟</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>Votre ticket</source>
        <translation>إيصالك</translation>
    </message>
    <message>
        <source>Visez le code pour le garder.</source>
        <translation>امسح الرمز للاحتفاظ به.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>رمز للمسح بالهاتف</translation>
    </message>
</context>
<context>
    <name>RestingPage</name>
    <message>
        <source>Un instant.</source>
        <translation>لحظة.</translation>
    </message>
    <message>
        <source>Cette borne se repose.</source>
        <translation>هذا الجهاز في استراحة.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Vos retours</source>
        <translation>ما أرجعته</translation>
    </message>
    <message>
        <source>Posez vos livres un par un.</source>
        <translation>ضع كتبك واحدًا واحدًا.</translation>
    </message>
    <message>
        <source>Celui-ci reste à part.</source>
        <translation>هذا يبقى جانبًا.</translation>
    </message>
    <message>
        <source>Merci. Où le poser&#x202f;?</source>
        <translation>شكرًا. أين تضعه؟</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>ينقص كتاب</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>ضع كتابًا</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>لحظة واحدة…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>انتهيت</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>تحقّق</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب، أو ضعها واحدًا واحدًا.</translation>
    </message>
    <message>
        <source>Un livre mince se cache&#x202f;?</source>
        <translation>هل يختبئ كتاب رقيق؟</translation>
    </message>
    <message>
        <source>Encore un&#x202f;? Posez-le.</source>
        <translation>كتاب آخر؟ ضعه.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>واحدًا واحدًا، هكذا يسهل الفرز.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple.</source>
        <translation>واحدًا واحدًا أسهل.</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) · Voir</source>
        <translation>
            <numerusform>%n كتاب آخر · عرض</numerusform>
            <numerusform>كتاب آخر · عرض</numerusform>
            <numerusform>كتابان آخران · عرض</numerusform>
            <numerusform>%n كتب أخرى · عرض</numerusform>
            <numerusform>%n كتابًا آخر · عرض</numerusform>
            <numerusform>%n كتاب آخر · عرض</numerusform>
        </translation>
    </message>
    <message>
        <source>Les autres</source>
        <translation>الكتب الأخرى</translation>
    </message>
</context>
<context>
    <name>ScreenKeys</name>
    <message>
        <source>Lettres</source>
        <translation>حروف</translation>
    </message>
    <message>
        <source>Chiffres et accents</source>
        <translation>أرقام وعلامات</translation>
    </message>
    <message>
        <source>Lettres arabes</source>
        <translation>حروف عربية</translation>
    </message>
    <message>
        <source>Lettres latines</source>
        <translation>حروف لاتينية</translation>
    </message>
    <message>
        <source>espace</source>
        <translation>مسافة</translation>
    </message>
    <message>
        <source>Effacer la dernière lettre</source>
        <translation>حذف الحرف الأخير</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Recherche, vide</source>
        <translation>بحث، فارغ</translation>
    </message>
    <message>
        <source>Recherche&#x202f;: %1</source>
        <translation>بحث: %1</translation>
    </message>
    <message>
        <source>Titre, nom, sujet…</source>
        <translation>عنوان، اسم، موضوع…</translation>
    </message>
    <message>
        <source>Effacer la recherche</source>
        <translation>مسح البحث</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Que cherchez-vous&#x202f;?</source>
        <translation>عمّ تبحث؟</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Voir les titres</source>
        <translation>عرض العناوين</translation>
    </message>
    <message>
        <source>Changer les mots</source>
        <translation>تغيير الكلمات</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Affiner · %1</source>
        <translation>تصفية · %1</translation>
    </message>
    <message>
        <source>Affiner</source>
        <translation>تصفية</translation>
    </message>
    <message>
        <source>Vouliez-vous dire «&#x202f;%1&#x202f;»&#x202f;?</source>
        <translation>هل تقصد «%1»؟</translation>
    </message>
    <message>
        <source>La recherche se repose.</source>
        <translation>البحث متوقف قليلًا.</translation>
    </message>
    <message>
        <source>Aucun titre trouvé.</source>
        <translation>لم نجد أي عنوان.</translation>
    </message>
    <message>
        <source>Demandez à l’accueil&#x202f;: quelqu’un cherche avec vous.</source>
        <translation>اسأل في الاستقبال: هناك من يبحث معك.</translation>
    </message>
    <message>
        <source>Choisissez «&#x202f;Tout&#x202f;», ou essayez avec moins de mots.</source>
        <translation>اختر «الكل»، أو جرّب كلمات أقل.</translation>
    </message>
    <message>
        <source>Essayez avec moins de mots, ou un autre nom. L’accueil cherche aussi avec vous.</source>
        <translation>جرّب كلمات أقل، أو اسمًا آخر. الاستقبال يبحث معك أيضًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n résultat(s)</source>
        <translation>
            <numerusform>%n نتيجة</numerusform>
            <numerusform>نتيجة واحدة</numerusform>
            <numerusform>نتيجتان</numerusform>
            <numerusform>%n نتائج</numerusform>
            <numerusform>%n نتيجة</numerusform>
            <numerusform>%n نتيجة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plus de %n résultat(s)</source>
        <translation>
            <numerusform>أكثر من %n نتيجة</numerusform>
            <numerusform>أكثر من نتيجة واحدة</numerusform>
            <numerusform>أكثر من نتيجتين</numerusform>
            <numerusform>أكثر من %n نتائج</numerusform>
            <numerusform>أكثر من %n نتيجة</numerusform>
            <numerusform>أكثر من %n نتيجة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, voici les %2 plus proches</source>
        <translation>%1، وهذه أقرب %2</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Réglages</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>نص كبير</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>تباين</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>أسفل</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>كلمات سهلة</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>استمع</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Nouveautés</source>
        <translation>وصل حديثًا</translation>
    </message>
</context>
<context>
    <name>ShelfPlate</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>رف الحجوزات، %1</translation>
    </message>
    <message>
        <source>Étagère</source>
        <translation>الرف</translation>
    </message>
</context>
<context>
    <name>SimulatorBadge</name>
    <message>
        <source>SIMULATEUR</source>
        <translation>محاكاة</translation>
    </message>
</context>
<context>
    <name>StartFacts</name>
    <message>
        <source>Aujourd’hui</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>وصل حديثًا</translation>
    </message>
    <message>
        <source>Dans cette bibliothèque</source>
        <translation>في هذه المكتبة</translation>
    </message>
    <message>
        <source>Tout fonctionne</source>
        <translation>كل شيء يعمل</translation>
    </message>
    <message>
        <source>Prêts, retours, compte</source>
        <translation>إعارة وإرجاع وحساب</translation>
    </message>
</context>
<context>
    <name>StartInfo</name>
    <message>
        <source>Tout fonctionne</source>
        <translation>كل شيء يعمل</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>هل رنّت البوابة؟</translation>
    </message>
    <message>
        <source>Nouvel essai chaque minute.</source>
        <translation>نحاول من جديد كل دقيقة.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;. Nouvel essai chaque minute.</source>
        <translation>لا شبكة منذ &lt;b&gt;%1&lt;/b&gt;. نحاول كل دقيقة.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>لا شبكة منذ &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Votre ticket le dira&#x202f;: «&#x202f;enregistré hors réseau&#x202f;».</source>
        <translation>يذكر إيصالك: «سُجّل دون شبكة».</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n message(s) · Lire</source>
        <translation>
            <numerusform>%n رسالة · اقرأ</numerusform>
            <numerusform>رسالة واحدة · اقرأ</numerusform>
            <numerusform>رسالتان · اقرأ</numerusform>
            <numerusform>%n رسائل · اقرأ</numerusform>
            <numerusform>%n رسالة · اقرأ</numerusform>
            <numerusform>%n رسالة · اقرأ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nouveauté(s) · Voir</source>
        <translation>
            <numerusform>%n جديد · اعرض</numerusform>
            <numerusform>عنوان جديد · اعرض</numerusform>
            <numerusform>عنوانان جديدان · اعرض</numerusform>
            <numerusform>%n عناوين جديدة · اعرض</numerusform>
            <numerusform>%n عنوانًا جديدًا · اعرض</numerusform>
            <numerusform>%n عنوان جديد · اعرض</numerusform>
        </translation>
    </message>
    <message>
        <source>Bonjour.</source>
        <translation>مرحبًا.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.</source>
        <translation>يمكنك الاستعارة والإرجاع.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre.</source>
        <translation>يمكنك الإرجاع.</translation>
    </message>
    <message>
        <source>Les boutons sont en bas, à portée de main.</source>
        <translation>الأزرار في الأسفل، في متناول يدك.</translation>
    </message>
    <message>
        <source>Que voulez-vous faire&#x202f;?</source>
        <translation>ماذا تريد أن تفعل؟</translation>
    </message>
    <message>
        <source>Le réseau est coupé.</source>
        <translation>الشبكة مقطوعة.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre. Pour emprunter, passez à l’accueil.</source>
        <translation>يمكنك الإرجاع. للاستعارة، توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.
Tout est noté ici.</source>
        <translation>يمكنك الاستعارة والإرجاع.
كل شيء مسجّل هنا.</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>الاستعارة</translation>
    </message>
    <message>
        <source>Revient avec le réseau.</source>
        <translation>تعود مع الشبكة.</translation>
    </message>
    <message numerus="yes">
        <source>Jusqu’à %n, avec votre carte.</source>
        <translation>
            <numerusform>حتى %n كتاب، ببطاقتك.</numerusform>
            <numerusform>كتاب واحد، ببطاقتك.</numerusform>
            <numerusform>كتابان، ببطاقتك.</numerusform>
            <numerusform>حتى %n كتب، ببطاقتك.</numerusform>
            <numerusform>حتى %n كتابًا، ببطاقتك.</numerusform>
            <numerusform>حتى %n كتاب، ببطاقتك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>ضع كتبك معًا.</translation>
    </message>
    <message>
        <source>À l’ouverture.</source>
        <translation>عند الافتتاح.</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>الإرجاع</translation>
    </message>
    <message>
        <source>Comme d’habitude.</source>
        <translation>كالمعتاد.</translation>
    </message>
    <message>
        <source>Sans carte, tout de suite.</source>
        <translation>بلا بطاقة، فورًا.</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>حسابي</translation>
    </message>
    <message>
        <source>Prêts, réservations</source>
        <translation>الإعارات والحجوزات</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>استكشف</translation>
    </message>
    <message>
        <source>Livres, liseuses, web</source>
        <translation>كتب، قارئات، إنترنت</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>هل رنّت البوابة؟</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>Un instant.</source>
        <translation>لحظة.</translation>
    </message>
</context>
<context>
    <name>SuggestList</name>
    <message>
        <source>Titres proposés</source>
        <translation>عناوين مقترحة</translation>
    </message>
</context>
<context>
    <name>TitlePage</name>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>D’autres titres</source>
        <translation>عناوين أخرى</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>احجز</translation>
    </message>
    <message>
        <source>Réserver&#x202f;: revient avec le réseau</source>
        <translation>الحجز: يعود مع الشبكة</translation>
    </message>
    <message>
        <source>Vous pouvez le prendre</source>
        <translation>يمكنك أخذه</translation>
    </message>
    <message>
        <source>Dans une autre bibliothèque</source>
        <translation>في مكتبة أخرى</translation>
    </message>
    <message numerus="yes">
        <source>Sur cet appareil&#x202f;: %n titre(s)</source>
        <translation>
            <numerusform>على هذا الجهاز: %n عنوان</numerusform>
            <numerusform>على هذا الجهاز: عنوان واحد</numerusform>
            <numerusform>على هذا الجهاز: عنوانان</numerusform>
            <numerusform>على هذا الجهاز: %n عناوين</numerusform>
            <numerusform>على هذا الجهاز: %n عنوانًا</numerusform>
            <numerusform>على هذا الجهاز: %n عنوان</numerusform>
        </translation>
    </message>
    <message>
        <source>Où le trouver</source>
        <translation>أين تجده</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>لحظة…</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>ضع كتبك معًا.</translation>
    </message>
    <message>
        <source>Voilà votre pile.</source>
        <translation>هذه هي كتبك.</translation>
    </message>
    <message>
        <source>%1 vus sur %2. Un livre mince se cache.</source>
        <translation>رأينا %1 من %2. كتاب رقيق يختبئ.</translation>
    </message>
    <message numerus="yes">
        <source>%1 sur %2 partent avec vous.</source>
        <translation>
            <numerusform>%1 من %2 تخرج معك.</numerusform>
            <numerusform>%1 من %2 يخرج معك.</numerusform>
            <numerusform>%1 من %2 يخرجان معك.</numerusform>
            <numerusform>%1 من %2 تخرج معك.</numerusform>
            <numerusform>%1 من %2 تخرج معك.</numerusform>
            <numerusform>%1 من %2 تخرج معك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>ينقص كتاب</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>ضع كتابًا</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>لحظة واحدة…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>انتهيت</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>تحقّق</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>باعد بين الكتب، أو ضعها واحدًا واحدًا.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>باعد بين الكتب، أو مرّر رمزه الشريطي.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;? Posez-le sur la pile.</source>
        <translation>كتاب آخر؟ ضعه فوق الكتب.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;?
Posez-le sur la pile.</source>
        <translation>كتاب آخر؟
ضعه فوق الكتب.</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>إلغاء إعارة</translation>
    </message>
    <message>
        <source>Il ne se lit pas</source>
        <translation>لا يمكن قراءته</translation>
    </message>
</context>
<context>
    <name>UndoPage</name>
    <message>
        <source>Quel prêt annuler&#x202f;?</source>
        <translation>أي إعارة تلغي؟</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau. Il reste ensuite à la bibliothèque.</source>
        <translation>اتركه على اللوح. ثم يبقى في المكتبة.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>رجوع</translation>
    </message>
</context>
<context>
    <name>VolumeButton</name>
    <message>
        <source>Plus fort</source>
        <translation>صوت أعلى</translation>
    </message>
    <message>
        <source>Moins fort</source>
        <translation>صوت أخفض</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Français</source>
        <translation>العربية</translation>
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
        <translation>ar</translation>
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
        <translation>الساعة %1</translation>
    </message>
    <message>
        <source>demain à %1</source>
        <translation>غدًا الساعة %1</translation>
    </message>
    <message>
        <source>le %1 à %2</source>
        <translation>يوم %1 الساعة %2</translation>
    </message>
    <message>
        <source>%1 à %2</source>
        <extracomment>%1 a day of the week, %2 an hour</extracomment>
        <translation>يوم %1 الساعة %2</translation>
    </message>
    <message>
        <source>Ouvert jusqu’à %1</source>
        <translation>مفتوح حتى %1</translation>
    </message>
    <message>
        <source>Fermé</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>Ouvre %1</source>
        <translation>تفتح %1</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée.</source>
        <translation>المكتبة مغلقة.</translation>
    </message>
    <message>
        <source>Nous ouvrons %1.</source>
        <translation>نفتح %1.</translation>
    </message>
    <message>
        <source>de %1 à %2</source>
        <translation>من %1 إلى %2</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>الإرجاع</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>حسابي</translation>
    </message>
    <message>
        <source>Portique</source>
        <translation>البوابة</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>استكشف</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>الاستعارة</translation>
    </message>
    <message>
        <source>Incomplet</source>
        <translation>ناقص</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>بالانتظار</translation>
    </message>
    <message>
        <source>À vérifier</source>
        <translation>للتحقق</translation>
    </message>
    <message>
        <source>Pas vu</source>
        <translation>لا نراه</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>لا تحرّكه</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>تم الإرجاع</translation>
    </message>
    <message>
        <source>C’est prêt</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Prêté</source>
        <translation>معار</translation>
    </message>
    <message>
        <source>À l’accueil</source>
        <translation>إلى الاستقبال</translation>
    </message>
    <message>
        <source>À reposer</source>
        <translation>أعده</translation>
    </message>
    <message>
        <source>Déjà à vous</source>
        <translation>معك من قبل</translation>
    </message>
    <message>
        <source>Déjà là</source>
        <translation>كان هنا</translation>
    </message>
    <message>
        <source>Annulé</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>Réservé</source>
        <translation>محجوز</translation>
    </message>
    <message>
        <source>Sur place</source>
        <translation>للقراءة هنا</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>بلغت الحد</translation>
    </message>
    <message>
        <source>Charte</source>
        <translation>ميثاق</translation>
    </message>
    <message>
        <source>Carte</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Illisible</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>Reste ici</source>
        <translation>يبقى هنا</translation>
    </message>
    <message>
        <source>Il manque une partie. Posez-la avec.</source>
        <translation>ينقص جزء. ضعه معه.</translation>
    </message>
    <message>
        <source>Attend son tour.</source>
        <translation>ينتظر دوره.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau,
ou retournez-le.</source>
        <translation>ضعه وحده على اللوح،
أو اقلبه.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>لحظة واحدة…</translation>
    </message>
    <message>
        <source>Merci.</source>
        <translation>شكرًا.</translation>
    </message>
    <message>
        <source>S’il sonne, montrez votre ticket.</source>
        <translation>إذا رنّ، فأظهر إيصالك.</translation>
    </message>
    <message>
        <source>Montrez-le à l’accueil avant de sortir.</source>
        <translation>أظهره في الاستقبال قبل الخروج.</translation>
    </message>
    <message>
        <source>Reposez-le sur le plateau.</source>
        <translation>أعده إلى اللوح.</translation>
    </message>
    <message>
        <source>Il part avec vous.</source>
        <translation>يخرج معك.</translation>
    </message>
    <message>
        <source>Retour le %1</source>
        <translation>الإرجاع يوم %1</translation>
    </message>
    <message>
        <source>%1, à confirmer</source>
        <translation>%1، بانتظار التأكيد</translation>
    </message>
    <message>
        <source>Ce prêt est annulé. Il reste ici.</source>
        <translation>أُلغيت هذه الإعارة. يبقى هنا.</translation>
    </message>
    <message>
        <source>Il était là avant vous. Laissez-le.</source>
        <translation>كان هنا قبلك. اتركه.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà.</source>
        <translation>هو عندك.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà, jusqu’au %1.</source>
        <translation>هو عندك حتى %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.
Posez-le sur le chariot «&#x202f;Réservés&#x202f;».</source>
        <translation>هناك شخص آخر ينتظره.
ضعه على عربة «المحجوزات».</translation>
    </message>
    <message>
        <source>Il se lit sur place.
Remettez-le en rayon.</source>
        <translation>يُقرأ هنا في المكتبة.
أعده إلى الرف.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de prêts.
Celui-ci reste ici.</source>
        <translation>بلغت الحد الأقصى للاستعارة.
هذا يبقى هنا.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt.
Demandez à l’accueil.</source>
        <translation>بطاقتك لا تسمح بهذه الاستعارة.
اسأل الاستقبال.</translation>
    </message>
    <message>
        <source>Il se prête avec une charte à signer.
Passez à l’accueil.</source>
        <translation>يُعار بعد توقيع ميثاق.
توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce livre.
Donnez-le à l’accueil.</source>
        <translation>لا نعرف هذا الكتاب.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Ce livre est à une autre bibliothèque.
Donnez-le à l’accueil.</source>
        <translation>هذا الكتاب لمكتبة أخرى.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Deux livres portent la même puce.
Donnez-les à l’accueil.</source>
        <translation>كتابان يحملان الشريحة نفسها.
سلّمهما إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Cet objet n’est pas à nous.
Reprenez-le.</source>
        <translation>هذا الشيء ليس لنا.
خذه معك.</translation>
    </message>
    <message>
        <source>C’est une carte de lecteur.
Reprenez-la.</source>
        <translation>هذه بطاقة قارئ.
خذها معك.</translation>
    </message>
    <message>
        <source>Cette carte est en pause.
Passez à l’accueil.</source>
        <translation>هذه البطاقة موقوفة مؤقتًا.
توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Une somme reste à régler.
Passez à l’accueil.</source>
        <translation>بقي مبلغ للدفع.
توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien.
Rendez-le, ou passez à l’accueil.</source>
        <translation>هناك تأخير قديم.
أرجعه، أو توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler.
Passez à l’accueil.</source>
        <translation>بقيت مادة ضائعة للتسوية.
توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Ce prêt n’est plus à votre nom.
Rien n’a changé.</source>
        <translation>هذه الإعارة لم تعد باسمك.
لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Il a déjà été prolongé.
Rendez-le à la date prévue.</source>
        <translation>سبق تمديده.
أرجعه في موعده.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce lieu.
Choisissez-en un autre.</source>
        <translation>لا نعرف هذا المكان.
اختر مكانًا آخر.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé.
Nous vous dirons quand il est là.</source>
        <translation>سبق أن حجزته.
نخبرك عندما يصل.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà chez vous.
Il n’y a rien à réserver.</source>
        <translation>هو عندك في البيت.
لا حاجة إلى الحجز.</translation>
    </message>
    <message>
        <source>Il est en rayon ici.
Vous pouvez le prendre tout de suite.</source>
        <translation>هو على الرف هنا.
يمكنك أخذه الآن.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations.
Annulez-en une d’abord.</source>
        <translation>بلغت الحد الأقصى للحجز.
ألغِ حجزًا أولًا.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.
Rien n’a changé.</source>
        <translation>هذا الحجز لم يعد موجودًا.
لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin.
Renouvelez-la à l’accueil.</source>
        <translation>انتهت صلاحية بطاقتك.
جدّدها في الاستقبال.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et nous ne
connaissons pas encore cette carte.</source>
        <translation>الشبكة مقطوعة، ونحن
لا نعرف هذه البطاقة بعد.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: vous avez
le maximum pour aujourd’hui.</source>
        <translation>الشبكة مقطوعة: بلغت
الحد الأقصى لهذا اليوم.</translation>
    </message>
    <message>
        <source>Le réseau est coupé.
Revenez avec votre carte.</source>
        <translation>الشبكة مقطوعة.
عُد ومعك بطاقتك.</translation>
    </message>
    <message>
        <source>Le réseau est coupé depuis longtemps.
Passez à l’accueil.</source>
        <translation>الشبكة مقطوعة منذ وقت طويل.
توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau.
Sinon, donnez-le à l’accueil.</source>
        <translation>ضعه وحده على اللوح،
أو سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Passez son code-barres.</source>
        <translation>لا نستطيع قراءته.
مرّر رمزه الشريطي.</translation>
    </message>
    <message>
        <source>Posez-le avec toutes ses pièces,
ou donnez-le à l’accueil.</source>
        <translation>ضعه مع كل قطعه،
أو سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Il est noté comme prêté.
Donnez-le à l’accueil.</source>
        <translation>هو مسجّل عندنا معارًا.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Son antivol ne s’ouvre pas.
Donnez-le à l’accueil.</source>
        <translation>حماية الكتاب لا تُفتح.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici.
Donnez-le à l’accueil.</source>
        <translation>لا يمكننا تسجيله هنا.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Donnez-le à l’accueil.</source>
        <translation>لم نتمكن من قراءته.
سلّمه إلى الاستقبال.</translation>
    </message>
    <message numerus="yes">
        <source>Ce n’est pas ce code. Encore %n essai(s).</source>
        <translation>
            <numerusform>ليس هذا هو الرمز. بقيت %n محاولة.</numerusform>
            <numerusform>ليس هذا هو الرمز. بقيت محاولة واحدة.</numerusform>
            <numerusform>ليس هذا هو الرمز. بقيت محاولتان.</numerusform>
            <numerusform>ليس هذا هو الرمز. بقيت %n محاولات.</numerusform>
            <numerusform>ليس هذا هو الرمز. بقيت %n محاولة.</numerusform>
            <numerusform>ليس هذا هو الرمز. بقيت %n محاولة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce n’est pas ce code. Essayez encore.</source>
        <translation>ليس هذا هو الرمز. حاول مرة أخرى.</translation>
    </message>
    <message numerus="yes">
        <source>Ce numéro ou ce code ne va pas. Encore %n essai(s)&#x202f;; l’accueil vous aide.</source>
        <translation>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت %n محاولة؛ الاستقبال يساعدك.</numerusform>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت محاولة واحدة؛ الاستقبال يساعدك.</numerusform>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت محاولتان؛ الاستقبال يساعدك.</numerusform>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت %n محاولات؛ الاستقبال يساعدك.</numerusform>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت %n محاولة؛ الاستقبال يساعدك.</numerusform>
            <numerusform>الرقم أو الرمز غير مطابق. بقيت %n محاولة؛ الاستقبال يساعدك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce numéro ou ce code ne va pas. L’accueil vous aide.</source>
        <translation>الرقم أو الرمز غير مطابق. الاستقبال يساعدك.</translation>
    </message>
    <message>
        <source>Trop d’essais. Cette carte attend un peu&#x202f;; l’accueil peut l’ouvrir.</source>
        <translation>محاولات كثيرة. تنتظر هذه البطاقة قليلًا؛ يمكن للاستقبال فتحها.</translation>
    </message>
    <message>
        <source>Cette carte est en pause. Passez à l’accueil.</source>
        <translation>هذه البطاقة موقوفة مؤقتًا. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Une somme reste à régler. Passez à l’accueil.</source>
        <translation>بقي مبلغ للدفع. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien. Rendez-le, ou passez à l’accueil.</source>
        <translation>هناك تأخير قديم. أرجعه، أو توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler. Passez à l’accueil.</source>
        <translation>بقيت مادة ضائعة للتسوية. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin. Renouvelez-la à l’accueil.</source>
        <translation>انتهت صلاحية بطاقتك. جدّدها في الاستقبال.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin le %1. Renouvelez-la à l’accueil.</source>
        <translation>انتهت صلاحية بطاقتك يوم %1. جدّدها في الاستقبال.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas cette carte.</source>
        <translation>لا نعرف هذه البطاقة.</translation>
    </message>
    <message>
        <source>Cette carte est d’une autre bibliothèque.</source>
        <translation>هذه البطاقة من مكتبة أخرى.</translation>
    </message>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>رقم هذه البطاقة يتغيّر عند كل قراءة. مرّر رمزها الشريطي، أو اكتب الرقم المطبوع.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Présentez votre carte, sans la taper.</source>
        <translation>الشبكة مقطوعة. أظهر بطاقتك، ولا تكتب رقمها.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Pour emprunter, passez à l’accueil.</source>
        <translation>الشبكة مقطوعة. للاستعارة، توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Votre compte revient avec lui.</source>
        <translation>الشبكة مقطوعة. يعود حسابك معها.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Les réservations reviennent avec lui.</source>
        <translation>الشبكة مقطوعة. تعود الحجوزات معها.</translation>
    </message>
    <message>
        <source>Celui-ci est déjà dans la liste.</source>
        <translation>هذا في القائمة من قبل.</translation>
    </message>
    <message>
        <source>Passez l’autre code-barres, celui de la bibliothèque.</source>
        <translation>مرّر الرمز الشريطي الآخر، رمز المكتبة.</translation>
    </message>
    <message>
        <source>C’est une carte. Touchez «&#x202f;Une autre carte&#x202f;» pour l’ajouter.</source>
        <translation>هذه بطاقة. المس «بطاقة أخرى» لإضافتها.</translation>
    </message>
    <message>
        <source>Ce prêt reste fait&#x202f;: sa puce n’a pas suivi. L’accueil peut le reprendre.</source>
        <translation>تبقى هذه الإعارة: لم تتبعها شريحته. يمكن للاستقبال استلامه.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>الشبكة مقطوعة، وهذه البطاقة جديدة علينا. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>الشبكة مقطوعة، وقد بلغت الحد الأقصى.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas continuer ici. Passez à l’accueil.</source>
        <translation>لا يمكننا المتابعة هنا. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>La borne se prépare.</source>
        <translation>الجهاز يستعد.</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée. À bientôt.</source>
        <translation>المكتبة مغلقة. إلى اللقاء.</translation>
    </message>
    <message>
        <source>Le plateau ne répond pas. L’accueil prête et reprend vos livres.</source>
        <translation>اللوح لا يستجيب. الاستقبال يعير كتبك ويستلمها.</translation>
    </message>
    <message>
        <source>L’accueil prête et reprend vos livres.</source>
        <translation>الاستقبال يعير كتبك ويستلمها.</translation>
    </message>
    <message>
        <source>Réservés</source>
        <translation>المحجوزات</translation>
    </message>
    <message>
        <source>Chariot %1</source>
        <translation>العربة %1</translation>
    </message>
    <message>
        <source>signet blanc</source>
        <translation>علامة كتاب بيضاء</translation>
    </message>
    <message>
        <source>silhouette blanche</source>
        <translation>صورة شخص بيضاء</translation>
    </message>
    <message>
        <source>disque bleu</source>
        <translation>قرص أزرق</translation>
    </message>
    <message>
        <source>carré jaune</source>
        <translation>مربع أصفر</translation>
    </message>
    <message>
        <source>triangle vert</source>
        <translation>مثلث أخضر</translation>
    </message>
    <message>
        <source>losange rouge</source>
        <translation>معيّن أحمر</translation>
    </message>
    <message>
        <source>hexagone prune</source>
        <translation>سداسي برقوقي</translation>
    </message>
    <message>
        <source>flèche grise</source>
        <translation>سهم رمادي</translation>
    </message>
    <message>
        <source>Il voyage vers %1.</source>
        <translation>يسافر إلى %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.</source>
        <translation>هناك شخص آخر ينتظره.</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>يضعه شخص في مكانه عنك.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s)</source>
        <translation>
            <numerusform>%n كتاب</numerusform>
            <numerusform>كتاب واحد</numerusform>
            <numerusform>كتابان</numerusform>
            <numerusform>%n كتب</numerusform>
            <numerusform>%n كتابًا</numerusform>
            <numerusform>%n كتاب</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n مادة</numerusform>
            <numerusform>مادة واحدة</numerusform>
            <numerusform>مادتان</numerusform>
            <numerusform>%n مواد</numerusform>
            <numerusform>%n مادة</numerusform>
            <numerusform>%n مادة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encore %n chiffre(s)</source>
        <translation>
            <numerusform>بقي %n رقم</numerusform>
            <numerusform>بقي رقم واحد</numerusform>
            <numerusform>بقي رقمان</numerusform>
            <numerusform>بقيت %n أرقام</numerusform>
            <numerusform>بقي %n رقمًا</numerusform>
            <numerusform>بقي %n رقم</numerusform>
        </translation>
    </message>
    <message>
        <source>Voir la suite · %1 sur %2</source>
        <translation>عرض المزيد · %1 من %2</translation>
    </message>
    <message>
        <source>Revoir le début · %1 sur %2</source>
        <translation>إلى البداية · %1 من %2</translation>
    </message>
</context>
</TS>
