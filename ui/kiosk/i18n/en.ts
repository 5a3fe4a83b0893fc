<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AttentionPage</name>
    <message>
        <source>Merci. Encore un instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reposez ce livre, s’il vous plaît.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il lui manque une seconde pour être rendu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Je ne peux pas&#x202f;: aidez-moi</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) rendu(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) prêt(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À reposer sur le plateau</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>Numéro de carte, vide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de carte&#x202f;: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardPictures</name>
    <message>
        <source>Sur le plateau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ou</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sous le lecteur</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde(s)&lt;/b&gt;.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Langue&#x202f;: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPad</name>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À plat, sur le plateau.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>Terminer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C’est fait.
Merci.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C’est fait.
Bonne lecture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montrez à l’accueil ce qui n’a pas été reposé.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pensez à reprendre votre carte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posez chaque livre sur son chariot.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Besoin d’aide&#x202f;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une personne vous aide à l’accueil. Vos livres peuvent rester sur le plateau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code oublié&#x202f;? L’accueil vous en donne un autre. Apportez une pièce d’identité.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez «&#x202f;C’est prêt&#x202f;». Un livre en rouge reste ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Présentez votre carte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ou tapez le numéro de la carte</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Vos documents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Sans titre</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Tout effacer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effacer le dernier chiffre</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Masthead</name>
    <message numerus="yes">
        <source>%n rendu(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Voir la suite · %1 sur %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>%1 vus sur %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vus sur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un livre mince se cache.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le plateau est libre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>partent avec vous.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s) reste(nt) ici.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Tout est reconnu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laissez-les à plat.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>%1 chiffres sur %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Votre code secret&#x202f;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quatre chiffres. L’écran ne les montre pas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J’ai oublié mon code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>À l’accueil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendu, à l’heure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message numerus="yes">
        <source>%1 rendu(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>à rendre le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>le premier, le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>et %n autre(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Vous en avez maintenant %1 sur %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestingPage</name>
    <message>
        <source>Un instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette borne se repose.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Posez vos livres un par un.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Celui-ci reste à part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merci. Où le poser&#x202f;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le plateau attend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un livre mince se cache&#x202f;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encore un&#x202f;? Posez-le.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les autres</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SimulatorBadge</name>
    <message>
        <source>SIMULATEUR</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Bonjour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Que voulez-vous faire&#x202f;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous pouvez rendre. Pour emprunter, passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.
Tout est noté ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revient avec le réseau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Jusqu’à %n, avec votre carte.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comme d’habitude.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sans carte, tout de suite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tout fonctionne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une question&#x202f;? Voyez l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nouvel essai chaque minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;. Nouvel essai chaque minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre ticket le dira&#x202f;: «&#x202f;enregistré hors réseau&#x202f;».</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voilà votre pile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le plateau attend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;? Posez-le sur la pile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;?
Posez-le sur la pile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>dddd %1 MMMM</source>
        <extracomment>Qt date format; the number of the day is put in the place of %1</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MMMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1er</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En attente</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C’est prêt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À l’accueil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À reposer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Déjà à vous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Déjà là</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réservé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sur place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Illisible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reste ici</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il manque une partie. Posez-la avec.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attend son tour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merci.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montrez-le à l’accueil avant de sortir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reposez-le sur le plateau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il part avec vous.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retour le %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, à confirmer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il était là avant vous. Laissez-le.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous l’avez déjà.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous l’avez déjà, jusqu’au %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une autre personne l’attend.
Posez-le sur le chariot «&#x202f;Réservés&#x202f;».</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il se lit sur place.
Remettez-le en rayon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous avez le maximum de prêts.
Celui-ci reste ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt.
Demandez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce livre.
Donnez-le à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce livre est à une autre bibliothèque.
Donnez-le à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deux livres portent la même puce.
Donnez-les à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cet objet n’est pas à nous.
Reprenez-le.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C’est une carte de lecteur.
Reprenez-la.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette carte est en pause.
Passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre carte a pris fin.
Renouvelez-la à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé, et nous ne
connaissons pas encore cette carte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: vous avez
le maximum pour aujourd’hui.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé.
Revenez avec votre carte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé depuis longtemps.
Passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Son antivol ne s’ouvre pas.
Donnez-le à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici.
Donnez-le à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Donnez-le à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Ce n’est pas ce code. Encore %n essai(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ce n’est pas ce code. Essayez encore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trop d’essais. Cette carte attend un peu&#x202f;; l’accueil peut l’ouvrir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette carte est en pause. Passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre carte a pris fin. Renouvelez-la à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre carte a pris fin le %1. Renouvelez-la à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nous ne connaissons pas cette carte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette carte est d’une autre bibliothèque.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé. Présentez votre carte, sans la taper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé. Pour emprunter, passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nous ne pouvons pas continuer ici. Passez à l’accueil.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La borne se prépare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La bibliothèque est fermée. À bientôt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le plateau ne répond pas. L’accueil prête et reprend vos livres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’accueil prête et reprend vos livres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réservés</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chariot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>le chariot marqué d’un signet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>donnez-le à une personne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disque bleu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carré jaune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>triangle vert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>losange rouge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hexagone prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flèche grise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il voyage vers %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une autre personne l’attend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encore %n chiffre(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
