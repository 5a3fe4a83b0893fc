<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="fr_FR">
<context>
    <name>AccountPage</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>Un message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s)</source>
        <translation>
            <numerusform>Une réservation</numerusform>
            <numerusform>%n réservations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Vos %n prêt(s)</source>
        <translation>
            <numerusform>Votre prêt</numerusform>
            <numerusform>Vos %n prêts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message numerus="yes">
        <source>%n autre(s) rendu(s).</source>
        <translation>
            <numerusform>%n autre est rendu.</numerusform>
            <numerusform>%n autres sont rendus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) prêt(s).</source>
        <translation>
            <numerusform>%n autre est prêt.</numerusform>
            <numerusform>%n autres sont prêts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingAlone</name>
    <message numerus="yes">
        <source>La page se ferme dans %n seconde(s).</source>
        <translation>
            <numerusform>La page se ferme dans %n seconde.</numerusform>
            <numerusform>La page se ferme dans %n secondes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde(s)&lt;/b&gt;.</source>
        <translation>
            <numerusform>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde&lt;/b&gt;.</numerusform>
            <numerusform>La page se ferme&lt;br&gt;dans &lt;b&gt;%n secondes&lt;/b&gt;.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FinishWords</name>
    <message numerus="yes">
        <source>%n ticket(s) part(ent) par courriel.</source>
        <translation>
            <numerusform>%n ticket part par courriel.</numerusform>
            <numerusform>%n tickets partent par courriel.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message numerus="yes">
        <source>En retard de %n jour(s)</source>
        <translation>
            <numerusform>En retard de %n jour</numerusform>
            <numerusform>En retard de %n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous. Retrait&#x202f;: %1.</source>
        <translation>
            <numerusform>Une personne avant vous. Retrait&#x202f;: %1.</numerusform>
            <numerusform>%n personnes avant vous. Retrait&#x202f;: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KitWords</name>
    <message numerus="yes">
        <source>Je rends les %n pièces ensemble.</source>
        <translation>
            <numerusform>Je rends la pièce.</numerusform>
            <numerusform>Je rends les %n pièces ensemble.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LargeList</name>
    <message numerus="yes">
        <source>%n rendu(s) · Les voir</source>
        <translation>
            <numerusform>%n rendu · Le voir</numerusform>
            <numerusform>%n rendus · Les voir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prêt(s) · Les voir</source>
        <translation>
            <numerusform>%n prêt · Le voir</numerusform>
            <numerusform>%n prêts · Les voir</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookWords</name>
    <message numerus="yes">
        <source>%n exemplaire(s), le premier de retour le %1</source>
        <translation>
            <numerusform>%n exemplaire, de retour le %1</numerusform>
            <numerusform>%n exemplaires, le premier de retour le %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), tous empruntés</source>
        <translation>
            <numerusform>%n exemplaire, emprunté</numerusform>
            <numerusform>%n exemplaires, tous empruntés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n disponible(s) sur %1</source>
        <translation>
            <numerusform>%n disponible sur %1</numerusform>
            <numerusform>%n disponibles sur %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous.</source>
        <translation>
            <numerusform>%n personne avant vous.</numerusform>
            <numerusform>%n personnes avant vous.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Masthead</name>
    <message numerus="yes">
        <source>%n rendu(s)</source>
        <translation>
            <numerusform>%n rendu</numerusform>
            <numerusform>%n rendus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message numerus="yes">
        <source>Encore %n pièce(s)</source>
        <translation>
            <numerusform>Encore une pièce</numerusform>
            <numerusform>Encore %n pièces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message numerus="yes">
        <source>partent avec vous.</source>
        <translation>
            <numerusform>part avec vous.</numerusform>
            <numerusform>partent avec vous.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s) reste(nt) ici.</source>
        <translation>
            <numerusform>Un livre reste ici.</numerusform>
            <numerusform>%n livres restent ici.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message numerus="yes">
        <source>%n chiffre(s) sur %1</source>
        <translation>
            <numerusform>%n chiffre sur %1</numerusform>
            <numerusform>%n chiffres sur %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyHold</name>
    <message numerus="yes">
        <source>%n réservation(s) vous attendent.</source>
        <translation>
            <numerusform>Une réservation vous attend.</numerusform>
            <numerusform>%n réservations vous attendent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message numerus="yes">
        <source>%1 rendu(s)</source>
        <translation>
            <numerusform>%1 rendu</numerusform>
            <numerusform>%1 rendus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>et %n autre(s)</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message numerus="yes">
        <source>%n autre(s) · Voir</source>
        <translation>
            <numerusform>%n autre · Voir</numerusform>
            <numerusform>%n autres · Voir</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%n résultat(s)</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plus de %n résultat(s)</source>
        <translation>
            <numerusform>Plus de %n résultat</numerusform>
            <numerusform>Plus de %n résultats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n message(s) · Lire</source>
        <translation>
            <numerusform>%n message · Lire</numerusform>
            <numerusform>%n messages · Lire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nouveauté(s) · Voir</source>
        <translation>
            <numerusform>%n nouveauté · Voir</numerusform>
            <numerusform>%n nouveautés · Voir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Jusqu’à %n, avec votre carte.</source>
        <translation>
            <numerusform>Un seul, avec votre carte.</numerusform>
            <numerusform>Jusqu’à %n, avec votre carte.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TitlePage</name>
    <message numerus="yes">
        <source>Sur cet appareil&#x202f;: %n titre(s)</source>
        <translation>
            <numerusform>Sur cet appareil&#x202f;: %n titre</numerusform>
            <numerusform>Sur cet appareil&#x202f;: %n titres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message numerus="yes">
        <source>%1 sur %2 partent avec vous.</source>
        <translation>
            <numerusform>%1 sur %2 part avec vous.</numerusform>
            <numerusform>%1 sur %2 partent avec vous.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>Ce n’est pas ce code. Encore %n essai(s).</source>
        <translation>
            <numerusform>Ce n’est pas ce code. Encore un essai.</numerusform>
            <numerusform>Ce n’est pas ce code. Encore %n essais.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ce numéro ou ce code ne va pas. Encore %n essai(s)&#x202f;; l’accueil vous aide.</source>
        <translation>
            <numerusform>Ce numéro ou ce code ne va pas. Encore un essai&#x202f;; l’accueil vous aide.</numerusform>
            <numerusform>Ce numéro ou ce code ne va pas. Encore %n essais&#x202f;; l’accueil vous aide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s)</source>
        <translation>
            <numerusform>%n livre</numerusform>
            <numerusform>%n livres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encore %n chiffre(s)</source>
        <translation>
            <numerusform>Encore %n chiffre</numerusform>
            <numerusform>Encore %n chiffres</numerusform>
        </translation>
    </message>
</context>
</TS>
