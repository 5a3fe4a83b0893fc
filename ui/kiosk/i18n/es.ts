<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="fr_FR">
<context>
    <name>AccountPage</name>
    <message>
        <source>Votre compte.</source>
        <translation>Su cuenta.</translation>
    </message>
    <message>
        <source>Bonjour %1.</source>
        <translation>Hola, %1.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Tout prolonger</source>
        <translation>Renovar todo</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici votre compte tel qu’il était&#x202f;; prolonger revient avec le réseau.</source>
        <translation>No hay red. Esta es su cuenta como estaba; renovar vuelve con la red.</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>%1 à régler</source>
        <translation>%1 por pagar</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n mensaje</numerusform>
            <numerusform>%n mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>Rien à régler</source>
        <translation>Nada por pagar</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s)</source>
        <translation>
            <numerusform>%n reserva</numerusform>
            <numerusform>%n reservas</numerusform>
        </translation>
    </message>
    <message>
        <source>Réservations</source>
        <translation>Reservas</translation>
    </message>
    <message>
        <source>Aucun prêt en cours.</source>
        <translation>Ningún préstamo.</translation>
    </message>
    <message numerus="yes">
        <source>Vos %n prêt(s)</source>
        <translation>
            <numerusform>Su préstamo</numerusform>
            <numerusform>Sus %n préstamos</numerusform>
        </translation>
    </message>
    <message>
        <source>sur %1 possibles</source>
        <translation>de %1 posibles</translation>
    </message>
    <message>
        <source>Vous n’avez rien à rendre.</source>
        <translation>No tiene nada que devolver.</translation>
    </message>
</context>
<context>
    <name>AddCardLink</name>
    <message>
        <source>Une autre carte</source>
        <translation>Otro carné</translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message>
        <source>Merci. Encore un instant.</source>
        <translation>Gracias. Un momento más.</translation>
    </message>
    <message>
        <source>Reposez ce livre, s’il vous plaît.</source>
        <translation>Ponga otra vez este libro, por favor.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde pour être rendu.</source>
        <translation>Le falta un segundo para quedar devuelto.</translation>
    </message>
    <message>
        <source>Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.</source>
        <translation>Le falta un segundo. Sin eso, la alarma sonaría a la salida.</translation>
    </message>
    <message>
        <source>Je ne peux pas&#x202f;: aidez‑moi</source>
        <translation>No puedo: ayúdeme</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) rendu(s).</source>
        <translation>
            <numerusform>%n más está devuelto.</numerusform>
            <numerusform>%n más están devueltos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) prêt(s).</source>
        <translation>
            <numerusform>%n más está listo.</numerusform>
            <numerusform>%n más están listos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau</source>
        <translation>Déjelo en la bandeja</translation>
    </message>
    <message>
        <source>À reposer sur le plateau</source>
        <translation>Vuelva a ponerlo en la bandeja</translation>
    </message>
</context>
<context>
    <name>BoardPanel</name>
    <message>
        <source>À la bibliothèque</source>
        <translation>En la biblioteca</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Aujourd’hui</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>Novedades</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>¿Ha sonado la alarma?</translation>
    </message>
</context>
<context>
    <name>CallSomebody</name>
    <message>
        <source>Je n’ai plus besoin d’aide</source>
        <translation>Ya no necesito ayuda</translation>
    </message>
    <message>
        <source>Appeler encore</source>
        <translation>Llamar otra vez</translation>
    </message>
    <message>
        <source>Appeler quelqu’un</source>
        <translation>Llamar a alguien</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>Numéro de carte, vide</source>
        <translation>Número de carné, vacío</translation>
    </message>
    <message>
        <source>Numéro de carte&#x202f;: %1</source>
        <translation>Número de carné: %1</translation>
    </message>
</context>
<context>
    <name>CardPictures</name>
    <message>
        <source>Sur le plateau</source>
        <translation>En la bandeja</translation>
    </message>
    <message>
        <source>ou</source>
        <translation>o</translation>
    </message>
    <message>
        <source>Sous le lecteur</source>
        <translation>Bajo el lector</translation>
    </message>
</context>
<context>
    <name>CharterPage</name>
    <message>
        <source>La charte, mot à mot</source>
        <translation>La carta, palabra por palabra</translation>
    </message>
    <message>
        <source>La charte, en bref</source>
        <translation>La carta, en breve</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>J’ai lu et j’accepte</source>
        <translation>La he leído y la acepto</translation>
    </message>
    <message>
        <source>J’accepte</source>
        <translation>La acepto</translation>
    </message>
    <message>
        <source>Ce texte n’existe qu’en français.</source>
        <translation>Este texto solo existe en francés.</translation>
    </message>
    <message>
        <source>En bref</source>
        <translation>En breve</translation>
    </message>
    <message>
        <source>Texte entier</source>
        <translation>Texto completo</translation>
    </message>
</context>
<context>
    <name>ClosingAlone</name>
    <message numerus="yes">
        <source>La page se ferme dans %n seconde(s).</source>
        <translation>
            <numerusform>Esta página se cierra en %n segundo.</numerusform>
            <numerusform>Esta página se cierra en %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>Me quedo</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>La page se ferme&lt;br&gt;dans &lt;b&gt;%n seconde(s)&lt;/b&gt;.</source>
        <translation>
            <numerusform>La página se cierra&lt;br&gt;en &lt;b&gt;%n segundo&lt;/b&gt;.</numerusform>
            <numerusform>La página se cierra&lt;br&gt;en &lt;b&gt;%n segundos&lt;/b&gt;.</numerusform>
        </translation>
    </message>
    <message>
        <source>Je reste</source>
        <translation>Me quedo</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Langue</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Langue&#x202f;: %1</source>
        <translation>Idioma: %1</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>Texto grande</translation>
    </message>
    <message>
        <source>Texte</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>Más abajo</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>Palabras fáciles</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>Fácil</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Aide</source>
        <translation>Ayuda</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Démonstration</source>
        <translation>Demostración</translation>
    </message>
    <message>
        <source>Réseau</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Lecteur</source>
        <translation>Lector</translation>
    </message>
    <message>
        <source>Papier de l’imprimante</source>
        <translation>Papel de la impresora</translation>
    </message>
    <message>
        <source>Le dernier ticket</source>
        <translation>El último recibo</translation>
    </message>
    <message>
        <source>Sur le plateau</source>
        <translation>En la bandeja</translation>
    </message>
    <message>
        <source>Passer un code-barres</source>
        <translation>Pasar un código de barras</translation>
    </message>
    <message>
        <source>Passer une carte</source>
        <translation>Pasar un carné</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>clave %1</translation>
    </message>
    <message>
        <source>Fermer la démonstration</source>
        <translation>Cerrar la demostración</translation>
    </message>
</context>
<context>
    <name>EmptyPad</name>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>De uno en uno es más fácil de ordenar.</translation>
    </message>
    <message>
        <source>À plat, sur le plateau.</source>
        <translation>Tumbados, en la bandeja.</translation>
    </message>
</context>
<context>
    <name>FamilyBar</name>
    <message>
        <source>Pour qui sont les prochains livres</source>
        <translation>Para quién son los próximos libros</translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>C’est fait.
Merci.</source>
        <translation>Hecho.
Gracias.</translation>
    </message>
    <message>
        <source>C’est fait.
Bonne lecture.</source>
        <translation>Hecho.
Buena lectura.</translation>
    </message>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>¿Un recibo?</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>Anular un préstamo</translation>
    </message>
    <message>
        <source>Montrez à l’accueil ce qui n’a pas été reposé.</source>
        <translation>Enseñe en el mostrador lo que no ha vuelto a poner.</translation>
    </message>
    <message>
        <source>Si le portique sonne, montrez votre ticket à l’accueil.</source>
        <translation>Si suena la alarma, enséñenos su recibo.</translation>
    </message>
    <message>
        <source>Pensez à reprendre votre carte.</source>
        <translation>Recuerde recoger su carné.</translation>
    </message>
    <message>
        <source>Posez chaque livre sur son chariot.</source>
        <translation>Ponga cada libro en su carro.</translation>
    </message>
</context>
<context>
    <name>FinishWords</name>
    <message>
        <source>Sur papier</source>
        <translation>En papel</translation>
    </message>
    <message>
        <source>Par courriel</source>
        <translation>Por correo</translation>
    </message>
    <message>
        <source>À l’écran</source>
        <translation>En pantalla</translation>
    </message>
    <message>
        <source>Pas de ticket</source>
        <translation>Sin recibo</translation>
    </message>
    <message>
        <source>Il sort de la borne</source>
        <translation>Sale de este terminal</translation>
    </message>
    <message>
        <source>À chaque adresse connue</source>
        <translation>A cada dirección conocida</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>Un código para escanear</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>He terminado</translation>
    </message>
    <message>
        <source>Carte suivante</source>
        <translation>Siguiente carné</translation>
    </message>
    <message>
        <source>Le ticket s’imprime.</source>
        <translation>El recibo se está imprimiendo.</translation>
    </message>
    <message>
        <source>Nous préparons le courriel.</source>
        <translation>Estamos preparando el correo.</translation>
    </message>
    <message>
        <source>Prenez votre ticket.</source>
        <translation>Tome su recibo.</translation>
    </message>
    <message>
        <source>Le ticket part vers %1.</source>
        <translation>El recibo sale hacia %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) part(ent) par courriel.</source>
        <translation>
            <numerusform>%n recibo sale por correo.</numerusform>
            <numerusform>%n recibos salen por correo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Il n’y a plus de papier. Choisissez autrement.</source>
        <translation>Ya no hay papel. Elija otra forma.</translation>
    </message>
    <message>
        <source>L’imprimante ne répond pas. Choisissez autrement.</source>
        <translation>La impresora no responde. Elija otra forma.</translation>
    </message>
    <message>
        <source>Le réseau est coupé : pas de courriel. Choisissez autrement.</source>
        <translation>No hay red: el correo no puede salir. Elija otra forma.</translation>
    </message>
    <message>
        <source>Le courriel ne part pas. Choisissez autrement.</source>
        <translation>El correo no puede salir. Elija otra forma.</translation>
    </message>
</context>
<context>
    <name>FlowWords</name>
    <message>
        <source>%1 €</source>
        <translation>%1&#x202f;€</translation>
    </message>
    <message>
        <source>fr</source>
        <extracomment>Qt locale of the amount, and the amount in its sentence</extracomment>
        <translation>es</translation>
    </message>
    <message>
        <source>À montrer à l’accueil.</source>
        <translation>Muéstrelo en el mostrador.</translation>
    </message>
    <message>
        <source>Rendu.</source>
        <translation>Devuelto.</translation>
    </message>
    <message>
        <source>À rendre le %1.</source>
        <translation>Para devolver el %1.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau, à confirmer.</source>
        <translation>Registrado sin conexión, por confirmar.</translation>
    </message>
    <message>
        <source>Carte %1</source>
        <translation>Carné %1</translation>
    </message>
    <message>
        <source>Prêté à l’instant.</source>
        <translation>Prestado ahora mismo.</translation>
    </message>
    <message>
        <source>Prolongé jusqu’au %1</source>
        <translation>Renovado hasta el %1</translation>
    </message>
    <message numerus="yes">
        <source>En retard de %n jour(s)</source>
        <translation>
            <numerusform>%n día de retraso</numerusform>
            <numerusform>%n días de retraso</numerusform>
        </translation>
    </message>
    <message>
        <source>À rendre le %1</source>
        <translation>Devolver el %1</translation>
    </message>
    <message>
        <source>Annuler cette réservation&#x202f;?</source>
        <translation>¿Anular esta reserva?</translation>
    </message>
    <message>
        <source>Cette réservation est annulée.</source>
        <translation>Esta reserva está anulada.</translation>
    </message>
    <message>
        <source>Elle vous attend&#x202f;: %1.</source>
        <translation>Le espera: %1.</translation>
    </message>
    <message>
        <source>Elle vous attend jusqu’au %1&#x202f;: %2.</source>
        <translation>Le espera hasta el %1: %2.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne. Retrait&#x202f;: %1.</source>
        <translation>Usted es la siguiente persona. Recogida: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous. Retrait&#x202f;: %1.</source>
        <translation>
            <numerusform>%n persona antes que usted. Recogida: %1.</numerusform>
            <numerusform>%n personas antes que usted. Recogida: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Étagère %1.</source>
        <translation>Estante %1.</translation>
    </message>
    <message>
        <source>Étagère %1, jusqu’au %2.</source>
        <translation>Estante %1, hasta el %2.</translation>
    </message>
    <message>
        <source>Rendu en retard, le %1</source>
        <translation>Devuelto con retraso el %1</translation>
    </message>
    <message>
        <source>Document perdu, le %1</source>
        <translation>Documento perdido el %1</translation>
    </message>
    <message>
        <source>Pièce manquante, le %1</source>
        <translation>Pieza que falta, %1</translation>
    </message>
    <message>
        <source>Noté le %1</source>
        <translation>Anotado el %1</translation>
    </message>
    <message>
        <source>Ce message n’est plus valable.</source>
        <translation>Este mensaje ya no vale.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend.</source>
        <translation>Su reserva le espera.</translation>
    </message>
    <message>
        <source>Votre réservation vous attend jusqu’au %1.</source>
        <translation>Su reserva le espera hasta el %1.</translation>
    </message>
    <message>
        <source>Votre réservation a pris fin.</source>
        <translation>Su reserva ha terminado.</translation>
    </message>
    <message>
        <source>À rendre bientôt&#x202f;: le %1.</source>
        <translation>Devolver pronto: el %1.</translation>
    </message>
    <message>
        <source>À rendre depuis le %1.</source>
        <translation>Por devolver desde el %1.</translation>
    </message>
    <message>
        <source>Il a été prêté à une autre personne. Votre prêt est clos.</source>
        <translation>Se prestó a otra persona. Su préstamo está cerrado.</translation>
    </message>
    <message>
        <source>Nous l’avons retrouvé. Vous ne devez rien pour lui.</source>
        <translation>Lo hemos encontrado. No debe nada por él.</translation>
    </message>
    <message>
        <source>Ce prêt n’était plus à votre nom. Il n’est pas prolongé.</source>
        <translation>Este préstamo ya no estaba a su nombre. No se renueva.</translation>
    </message>
    <message>
        <source>L’accueil vous en dira plus.</source>
        <translation>En el mostrador le dirán más.</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>C’est fait</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Annulée</source>
        <translation>Anulada</translation>
    </message>
    <message>
        <source>Déjà attendu&#x202f;:
à rendre</source>
        <translation>Otra persona lo espera:
devolver</translation>
    </message>
    <message>
        <source>Déjà prolongé&#x202f;:
à rendre</source>
        <translation>Ya renovado:
devolver</translation>
    </message>
    <message>
        <source>À rendre</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Pas de réseau</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Prêt clos</source>
        <translation>Préstamo cerrado</translation>
    </message>
    <message>
        <source>Voir l’accueil</source>
        <translation>Al mostrador</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’a changé.</source>
        <translation>No hay red. Nada ha cambiado.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.</source>
        <translation>Esta reserva ya no existe.</translation>
    </message>
    <message>
        <source>Rien n’a changé. Passez à l’accueil.</source>
        <translation>Nada ha cambiado. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Il est prêté, et sa puce le dit.</source>
        <translation>Está prestado, y su chip lo dice.</translation>
    </message>
    <message>
        <source>Sa puce était restée fermée.
Vous pouvez sortir.</source>
        <translation>Su chip seguía cerrado.
Puede salir.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté.
Empruntez-le, ou laissez-le ici.</source>
        <translation>No está prestado.
Lléveselo prestado o déjelo aquí.</translation>
    </message>
    <message>
        <source>Il n’est pas emprunté. Sa puce
est fermée maintenant.</source>
        <translation>No está prestado. Su chip
está cerrado ahora.</translation>
    </message>
    <message>
        <source>Il est prêté. Posez-le sur le plateau,
nous regardons sa puce.</source>
        <translation>Está prestado. Póngalo en la bandeja
y miramos su chip.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: nous ne savons pas.
Montrez-le à l’accueil.</source>
        <translation>No hay red: no lo sabemos.
Enséñelo en el mostrador.</translation>
    </message>
    <message>
        <source>Sa puce ne répond pas.
Montrez-le à l’accueil.</source>
        <translation>Su chip no responde.
Enséñelo en el mostrador.</translation>
    </message>
    <message>
        <source>Soulevez-le, puis reposez-le.</source>
        <translation>Levántelo y vuelva a ponerlo.</translation>
    </message>
    <message>
        <source>Il est à une autre bibliothèque,
et peut faire sonner.</source>
        <translation>Es de otra biblioteca,
y puede sonar.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>Un momento más…</translation>
    </message>
    <message>
        <source>Ce n’est pas lui</source>
        <translation>No es este</translation>
    </message>
    <message>
        <source>C’était lui</source>
        <translation>Era este</translation>
    </message>
    <message>
        <source>Il sonne</source>
        <translation>Suena</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>No lo mueva</translation>
    </message>
    <message>
        <source>Prolonger</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Oui, annuler</source>
        <translation>Sí, anular</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Nous appelons…</source>
        <translation>Llamamos…</translation>
    </message>
    <message>
        <source>L’accueil est appelé. Restez ici, quelqu’un va répondre.</source>
        <translation>Hemos avisado al mostrador. Quédese aquí, alguien va a responder.</translation>
    </message>
    <message>
        <source>Quelqu’un vient vers vous.</source>
        <translation>Alguien viene hacia usted.</translation>
    </message>
    <message>
        <source>L’appel ne passe pas&#x202f;: le réseau est coupé. Allez à l’accueil.</source>
        <translation>La llamada no sale: no hay red. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Voici ce que vous avez à la maison. «&#x202f;Prolonger&#x202f;» donne du temps.</source>
        <translation>Esto es lo que tiene en casa. «Renovar» le da más tiempo.</translation>
    </message>
    <message>
        <source>Voici ce que vous attendez. Ce qui est prêt a un numéro d’étagère.</source>
        <translation>Esto es lo que espera. Lo que está listo tiene un número de estante.</translation>
    </message>
    <message>
        <source>Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.</source>
        <translation>Esto es lo que debe, y lo que le hemos escrito. Se paga en el mostrador.</translation>
    </message>
    <message>
        <source>Un prêt fait par erreur s’annule ici pendant trente secondes.</source>
        <translation>Un préstamo hecho sin querer se anula aquí durante treinta segundos.</translation>
    </message>
    <message>
        <source>Posez sur le plateau ce que vous portez. L’écran dit ce qui sonne, et pourquoi.</source>
        <translation>Ponga en la bandeja lo que lleva. La pantalla dice qué suena, y por qué.</translation>
    </message>
    <message>
        <source>Choisissez votre ticket. Reprenez votre carte et vos livres.</source>
        <translation>Elija su recibo. Recoja su tarjeta y sus libros.</translation>
    </message>
    <message>
        <source>Voici votre ticket. Visez le code avec un téléphone pour le garder.</source>
        <translation>Este es su recibo. Escanee el código con un teléfono para guardarlo.</translation>
    </message>
</context>
<context>
    <name>GatePage</name>
    <message>
        <source>Posez ce qui a sonné.</source>
        <translation>Ponga lo que ha sonado.</translation>
    </message>
    <message>
        <source>Nous regardons.</source>
        <translation>Lo miramos.</translation>
    </message>
    <message>
        <source>Voici pourquoi.</source>
        <translation>Este es el motivo.</translation>
    </message>
    <message>
        <source>Videz aussi votre sac&#x202f;: ce qui sonne est parfois au fond.</source>
        <translation>Vacíe también su bolsa: lo que suena está a veces en el fondo.</translation>
    </message>
    <message>
        <source>Autre chose&#x202f;? Posez-le aussi.</source>
        <translation>¿Algo más? Póngalo también.</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Llevar</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Besoin d’aide&#x202f;?</source>
        <translation>¿Necesita ayuda?</translation>
    </message>
    <message>
        <source>Une personne vous aide à l’accueil. Vos livres peuvent rester sur le plateau.</source>
        <translation>Una persona le ayuda en el mostrador. Sus libros pueden quedarse en la bandeja.</translation>
    </message>
    <message>
        <source>Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.</source>
        <translation>Su carné lleva un código de barras. Póngalo en la bandeja, pase el código o escriba su número.</translation>
    </message>
    <message>
        <source>Code oublié&#x202f;? L’accueil vous en donne un autre. Apportez une pièce d’identité.</source>
        <translation>¿Ha olvidado la clave? En el mostrador le dan otra. Traiga un documento de identidad.</translation>
    </message>
    <message>
        <source>Posez vos livres à plat sur le plateau et attendez «&#x202f;C’est prêt&#x202f;». Un livre en rouge reste ici.</source>
        <translation>Ponga sus libros tumbados en la bandeja y espere a «Listo». Un libro en rojo se queda aquí.</translation>
    </message>
    <message>
        <source>S’il n’apparaît pas, passez son code-barres.</source>
        <translation>Si uno no aparece, pase su código de barras.</translation>
    </message>
    <message>
        <source>Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.</source>
        <translation>Ponga sus libros de uno en uno. El signo de la pantalla está también en el carro.</translation>
    </message>
    <message>
        <source>Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.</source>
        <translation>Vuelva a poner el libro en la bandeja un segundo. Si no, lo atienden en el mostrador.</translation>
    </message>
    <message>
        <source>Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.</source>
        <translation>Para llevarse libros hace falta su carné. Para devolver, nada.</translation>
    </message>
    <message>
        <source>«&#x202f;Écouter&#x202f;» lit chaque page à voix haute. Touchez l’écran&#x202f;: la voix se tait. La touche F2 relit la page.</source>
        <translation>«Escuchar» lee cada página en voz alta. Toque la pantalla y la voz se calla. La tecla F2 vuelve a leer la página.</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>¿Ha sonado la alarma?</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>Visez le code, ou tapez %1</source>
        <translation>Apunte al código o escriba %1</translation>
    </message>
</context>
<context>
    <name>HoldsPage</name>
    <message>
        <source>Aucune réservation en cours.</source>
        <translation>Ninguna reserva.</translation>
    </message>
    <message>
        <source>Vos réservations.</source>
        <translation>Sus reservas.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Descubrir</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Présentez votre carte.</source>
        <translation>Muestre su carné.</translation>
    </message>
    <message>
        <source>Posez-la, ou passez son code-barres.</source>
        <translation>Póngalo, o pase su código de barras.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Ou tapez le numéro de la carte</source>
        <translation>O escriba el número del carné</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Vos documents</source>
        <translation>Sus documentos</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>Se quedó en la bandeja</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Tout effacer</source>
        <translation>Borrar todo</translation>
    </message>
    <message>
        <source>Effacer le dernier chiffre</source>
        <translation>Borrar la última cifra</translation>
    </message>
</context>
<context>
    <name>KitWords</name>
    <message>
        <source>la liseuse</source>
        <translation>el lector electrónico</translation>
    </message>
    <message>
        <source>l’étui</source>
        <translation>la funda</translation>
    </message>
    <message>
        <source>le câble</source>
        <translation>el cable</translation>
    </message>
    <message>
        <source>le chargeur</source>
        <translation>el cargador</translation>
    </message>
    <message>
        <source>la pochette</source>
        <translation>la bolsa</translation>
    </message>
    <message>
        <source>la notice</source>
        <translation>las instrucciones</translation>
    </message>
    <message>
        <source>la partie %1 sur %2</source>
        <translation>la parte %1 de %2</translation>
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
        <translation>Falta: %1.</translation>
    </message>
    <message>
        <source>Vérifions les pièces ensemble.</source>
        <translation>Comprobemos las piezas juntos.</translation>
    </message>
    <message>
        <source>Posez tout ensemble.</source>
        <translation>Deje todo junto.</translation>
    </message>
    <message>
        <source>Elle reste ici. Donnez-la à l’accueil.</source>
        <translation>Se queda aquí. Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Nous gardons le reste.</source>
        <translation>Guardamos el resto.</translation>
    </message>
    <message>
        <source>Nous gardons le reste&#x202f;; apportez-le avant le %1.</source>
        <translation>Guardamos el resto; tráigalo antes del %1.</translation>
    </message>
    <message>
        <source>Il manque une pièce.
Donnez-la à l’accueil.</source>
        <translation>Falta una pieza.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Merci de nous le dire.
Donnez-la à l’accueil.</source>
        <translation>Gracias por decírnoslo.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Elle n’est pas encore prête.
Donnez-la à l’accueil.</source>
        <translation>Todavía no está listo.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Elle reste ici.
Reposez-la pour recommencer.</source>
        <translation>Se queda aquí.
Déjelo de nuevo para volver a empezar.</translation>
    </message>
    <message>
        <source>Un parent signe la charte avec vous.
Passez à l’accueil.</source>
        <translation>Su padre o su madre firma con usted.
Pase por el mostrador.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: la charte
ne se signe pas maintenant.</source>
        <translation>No hay red: la carta
no se puede firmar ahora.</translation>
    </message>
    <message>
        <source>La charte vient de changer. Relisez-la.</source>
        <translation>La carta acaba de cambiar. Vuelva a leerla.</translation>
    </message>
    <message>
        <source>Je la garde jusqu’au %1.</source>
        <translation>Lo tengo hasta el %1.</translation>
    </message>
    <message>
        <source>Je ne la prête pas. Je n’y change rien.</source>
        <translation>No se lo presto a nadie. No cambio nada en él.</translation>
    </message>
    <message numerus="yes">
        <source>Je rends les %n pièces ensemble.</source>
        <translation>
            <numerusform>Devuelvo la pieza.</numerusform>
            <numerusform>Devuelvo las %n piezas juntas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Si je perds&#x202f;: %1.</source>
        <translation>Si pierdo: %1.</translation>
    </message>
    <message>
        <source>Ouvrez la pochette. Touchez chaque pièce que vous voyez. Ce qui a une puce se coche tout seul.</source>
        <translation>Abra la bolsa y toque cada pieza que vea. Lo que tiene un chip se marca solo.</translation>
    </message>
    <message>
        <source>La charte dit ce que vous promettez. Vous la signez une seule fois.</source>
        <translation>La carta dice lo que usted promete. Solo se firma una vez.</translation>
    </message>
</context>
<context>
    <name>LanguagePanel</name>
    <message>
        <source>Quelle langue&#x202f;?</source>
        <translation>¿Qué idioma?</translation>
    </message>
</context>
<context>
    <name>LargeList</name>
    <message numerus="yes">
        <source>%n rendu(s) · Les voir</source>
        <translation>
            <numerusform>%n devuelto · Verlo</numerusform>
            <numerusform>%n devueltos · Verlos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prêt(s) · Les voir</source>
        <translation>
            <numerusform>%n listo · Verlo</numerusform>
            <numerusform>%n listos · Verlos</numerusform>
        </translation>
    </message>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>Más · %1 de %2</translation>
    </message>
    <message>
        <source>Vos documents</source>
        <translation>Sus documentos</translation>
    </message>
</context>
<context>
    <name>LargePlace</name>
    <message>
        <source>À l’accueil</source>
        <translation>Al mostrador</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Alguien lo coloca por usted.</translation>
    </message>
</context>
<context>
    <name>LargeRow</name>
    <message>
        <source>Resté sur le plateau</source>
        <translation>Se quedó en la bandeja</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Votre compte</source>
        <translation>Su cuenta</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>LineSheet</name>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Précédent</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Suivant</source>
        <translation>Siguiente</translation>
    </message>
</context>
<context>
    <name>Listener</name>
    <message>
        <source>La voix ne répond pas. L’accueil vous aide.</source>
        <translation>La voz no responde. El mostrador le ayuda.</translation>
    </message>
    <message>
        <source>Cette langue n’a pas encore de voix ici.</source>
        <translation>Este idioma aún no tiene voz aquí.</translation>
    </message>
    <message>
        <source>bouton</source>
        <translation>botón</translation>
    </message>
    <message>
        <source>activé</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>désactivé</source>
        <translation>desactivado</translation>
    </message>
    <message>
        <source>choisi</source>
        <translation>elegido</translation>
    </message>
    <message>
        <source>touche</source>
        <translation>tecla</translation>
    </message>
    <message>
        <source>Livre %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>Libro %1</translation>
    </message>
    <message>
        <source>Document %1</source>
        <extracomment>a thing by its number, where its title is not said aloud</extracomment>
        <translation>Documento %1</translation>
    </message>
    <message>
        <source>une somme</source>
        <extracomment>in the place of an amount of money that is not said aloud</extracomment>
        <translation>un importe</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>Volumen %1</translation>
    </message>
    <message>
        <source>Pour écouter les pages, appuyez sur F2.</source>
        <translation>Para escuchar las páginas, pulse F2.</translation>
    </message>
</context>
<context>
    <name>LookWords</name>
    <message>
        <source>Livre</source>
        <translation>Libro</translation>
    </message>
    <message>
        <source>Bande dessinée</source>
        <translation>Cómic</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>Película</translation>
    </message>
    <message>
        <source>Disque</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Revue</source>
        <translation>Revista</translation>
    </message>
    <message>
        <source>Jeu</source>
        <translation>Juego</translation>
    </message>
    <message>
        <source>Liseuse</source>
        <translation>Lector electrónico</translation>
    </message>
    <message>
        <source>Livre numérique</source>
        <translation>Libro electrónico</translation>
    </message>
    <message>
        <source>Livre audio</source>
        <translation>Audiolibro</translation>
    </message>
    <message>
        <source>En ligne</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Livres</source>
        <translation>Libros</translation>
    </message>
    <message>
        <source>Bandes dessinées</source>
        <translation>Cómics</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>Películas</translation>
    </message>
    <message>
        <source>Disques</source>
        <translation>Discos</translation>
    </message>
    <message>
        <source>Revues</source>
        <translation>Revistas</translation>
    </message>
    <message>
        <source>Jeux</source>
        <translation>Juegos</translation>
    </message>
    <message>
        <source>Appareils</source>
        <translation>Aparatos</translation>
    </message>
    <message>
        <source>Livres numériques</source>
        <translation>Libros electrónicos</translation>
    </message>
    <message>
        <source>Livres audio</source>
        <translation>Audiolibros</translation>
    </message>
    <message>
        <source>Autres</source>
        <translation>Otros</translation>
    </message>
    <message>
        <source>en français</source>
        <translation>en francés</translation>
    </message>
    <message>
        <source>en anglais</source>
        <translation>en inglés</translation>
    </message>
    <message>
        <source>en espagnol</source>
        <translation>en español</translation>
    </message>
    <message>
        <source>en arabe</source>
        <translation>en árabe</translation>
    </message>
    <message>
        <source>en allemand</source>
        <translation>en alemán</translation>
    </message>
    <message>
        <source>en italien</source>
        <translation>en italiano</translation>
    </message>
    <message>
        <source>en portugais</source>
        <translation>en portugués</translation>
    </message>
    <message>
        <source>Adultes</source>
        <translation>Adultos</translation>
    </message>
    <message>
        <source>Adolescents</source>
        <translation>Jóvenes</translation>
    </message>
    <message>
        <source>Enfants</source>
        <translation>Niños</translation>
    </message>
    <message>
        <source>Pour tous</source>
        <translation>Para todos</translation>
    </message>
    <message>
        <source>Ici, en rayon</source>
        <translation>Aquí, en el estante</translation>
    </message>
    <message>
        <source>Ici, %1</source>
        <translation>Aquí, %1</translation>
    </message>
    <message>
        <source>Ici, sur «&#x202f;%1&#x202f;»</source>
        <translation>Aquí, en «%1»</translation>
    </message>
    <message>
        <source>Sur «&#x202f;%1&#x202f;»</source>
        <translation>En «%1»</translation>
    </message>
    <message>
        <source>Il est en rayon là-bas, pour tout le monde. Prenez-le, ou choisissez un autre lieu.</source>
        <translation>Está en el estante allí, para todos. Cójalo o elija otro lugar.</translation>
    </message>
    <message>
        <source>Il se lit sur place. Il ne se réserve pas.</source>
        <translation>Se lee aquí. No se reserva.</translation>
    </message>
    <message>
        <source>À %1</source>
        <translation>En %1</translation>
    </message>
    <message>
        <source>En ligne, chez vous</source>
        <translation>En línea, en su casa</translation>
    </message>
    <message>
        <source>Se lit sur place</source>
        <translation>Se lee aquí</translation>
    </message>
    <message>
        <source>Sur un appareil emprunté</source>
        <translation>En un aparato prestado</translation>
    </message>
    <message>
        <source>Appareil · retour le %1</source>
        <translation>Aparato · vuelve el %1</translation>
    </message>
    <message>
        <source>Emprunté en ce moment</source>
        <translation>Prestado en este momento</translation>
    </message>
    <message>
        <source>Sorti · retour le %1</source>
        <translation>Prestado · vuelve el %1</translation>
    </message>
    <message>
        <source>Pas dans nos rayons</source>
        <translation>No está en nuestros estantes</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), le premier de retour le %1</source>
        <translation>
            <numerusform>%n ejemplar, vuelve el %1</numerusform>
            <numerusform>%n ejemplares, el primero vuelve el %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Emprunté</source>
        <translation>Prestado</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplaire(s), tous empruntés</source>
        <translation>
            <numerusform>%n ejemplar, prestado</numerusform>
            <numerusform>%n ejemplares, todos prestados</numerusform>
        </translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation>Disponible ahora</translation>
    </message>
    <message numerus="yes">
        <source>%n disponible(s) sur %1</source>
        <translation>
            <numerusform>%n disponible de %1</numerusform>
            <numerusform>%n disponibles de %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Le trouver</source>
        <translation>Encontrarlo</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reservar</translation>
    </message>
    <message>
        <source>Voir</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Quoi</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Pour qui</source>
        <translation>Para quién</translation>
    </message>
    <message>
        <source>Où</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Sur quel appareil</source>
        <translation>En qué aparato</translation>
    </message>
    <message>
        <source>Tout</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Ici, maintenant</source>
        <translation>Aquí, ahora</translation>
    </message>
    <message>
        <source>Liseuses</source>
        <translation>Lectores</translation>
    </message>
    <message>
        <source>Libre maintenant</source>
        <translation>Libre ahora</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savons ici.</source>
        <translation>No hay red. Esto es lo que sabemos aquí.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions à %1.</source>
        <translation>No hay red. Esto es lo que sabíamos a las %1.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Voici ce que nous savions le %1.</source>
        <translation>No hay red. Esto es lo que sabíamos el %1.</translation>
    </message>
    <message>
        <source>Un exemplaire est déjà de côté pour vous.</source>
        <translation>Ya hay un ejemplar apartado para usted.</translation>
    </message>
    <message>
        <source>Vous êtes la prochaine personne.</source>
        <translation>Usted es la próxima persona.</translation>
    </message>
    <message numerus="yes">
        <source>%n personne(s) avant vous.</source>
        <translation>
            <numerusform>%n persona antes que usted.</numerusform>
            <numerusform>%n personas antes que usted.</numerusform>
        </translation>
    </message>
    <message>
        <source>Le réseau est coupé. Rien n’est réservé. Revenez plus tard, ou demandez à l’accueil.</source>
        <translation>No hay red. No se ha reservado nada. Vuelva más tarde o pregunte en recepción.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé. Nous vous prévenons dès qu’il est prêt.</source>
        <translation>Ya lo tiene reservado. Le avisamos en cuanto esté listo.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà à la maison. Vous pouvez le prolonger dans «&#x202f;Mon compte&#x202f;».</source>
        <translation>Ya lo tiene en casa. Puede renovarlo en «Mi cuenta».</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations. Annulez-en une, puis réservez celui-ci.</source>
        <translation>Tiene el máximo de reservas. Anule una y luego reserve este título.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt. Demandez à l’accueil.</source>
        <translation>Su carné no permite este préstamo. Pregunte en recepción.</translation>
    </message>
    <message>
        <source>Nous n’avons plus ce titre. L’accueil en cherche un autre avec vous.</source>
        <translation>Ya no tenemos este título. En recepción buscan otro con usted.</translation>
    </message>
    <message>
        <source>Ce lieu ne reçoit pas de réservations. Choisissez-en un autre.</source>
        <translation>Este lugar no recibe reservas. Elija otro.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici. Demandez à l’accueil.</source>
        <translation>No podemos anotarlo aquí. Pregunte en recepción.</translation>
    </message>
    <message>
        <source>Rien n’est réservé. L’accueil vous aide.</source>
        <translation>No se ha reservado nada. El mostrador le ayuda.</translation>
    </message>
    <message>
        <source>Tapez un titre, un nom ou un sujet. L’écran dit où se trouve chaque titre.</source>
        <translation>Escriba un título, un nombre o un tema. La pantalla dice dónde está cada título.</translation>
    </message>
    <message>
        <source>Voici où se trouve ce titre. «&#x202f;Réserver&#x202f;» le met de côté pour vous.</source>
        <translation>Aquí ve dónde está este título. «Reservar» lo aparta para usted.</translation>
    </message>
    <message>
        <source>Choisissez où vous venez le chercher. Nous vous prévenons quand il est prêt.</source>
        <translation>Elija dónde viene a recogerlo. Le avisamos cuando esté listo.</translation>
    </message>
</context>
<context>
    <name>Masthead</name>
    <message>
        <source>Carte valable jusqu’au %1</source>
        <translation>Carné válido hasta el %1</translation>
    </message>
    <message numerus="yes">
        <source>%n rendu(s)</source>
        <translation>
            <numerusform>%n devuelto</numerusform>
            <numerusform>%n devueltos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>Vous devez %1.</source>
        <translation>Debe %1.</translation>
    </message>
    <message>
        <source>Rien à régler.</source>
        <translation>Nada por pagar.</translation>
    </message>
    <message>
        <source>Cela se règle à l’accueil.</source>
        <translation>Se paga en el mostrador.</translation>
    </message>
    <message>
        <source>Et pas de message.</source>
        <translation>Y ningún mensaje.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Tout est en ordre.</source>
        <translation>Todo está en orden.</translation>
    </message>
</context>
<context>
    <name>OptionPanel</name>
    <message>
        <source>Fermer</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>PartCard</name>
    <message>
        <source>Présent</source>
        <translation>Está</translation>
    </message>
    <message>
        <source>Posez-le ici</source>
        <translation>Déjelo aquí</translation>
    </message>
    <message>
        <source>Je l’ai</source>
        <translation>Lo tengo</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>Tout est dans la pochette&#x202f;?</source>
        <translation>¿Está todo en la bolsa?</translation>
    </message>
    <message>
        <source>Posez tout sur le plateau, à plat.</source>
        <translation>Déjelo todo plano en la bandeja.</translation>
    </message>
    <message>
        <source>Touchez chaque pièce que vous voyez.</source>
        <translation>Toque cada pieza que vea.</translation>
    </message>
    <message>
        <source>Passer</source>
        <translation>Saltar</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Volver</translation>
    </message>
    <message numerus="yes">
        <source>Encore %n pièce(s)</source>
        <translation>
            <numerusform>Falta %n pieza</numerusform>
            <numerusform>Faltan %n piezas</numerusform>
        </translation>
    </message>
    <message>
        <source>Reposez la pochette</source>
        <translation>Deje la bolsa aquí</translation>
    </message>
    <message>
        <source>Tout est là</source>
        <translation>Está todo</translation>
    </message>
    <message>
        <source>Il manque une pièce</source>
        <translation>Falta una pieza</translation>
    </message>
    <message>
        <source>Il manque quelque chose, ou c’est abîmé</source>
        <translation>Falta algo o está dañado</translation>
    </message>
</context>
<context>
    <name>PickupList</name>
    <message>
        <source>Ici&#x202f;: %1</source>
        <translation>Aquí: %1</translation>
    </message>
</context>
<context>
    <name>PickupPage</name>
    <message>
        <source>C’est réservé.</source>
        <translation>Está reservado.</translation>
    </message>
    <message>
        <source>Ce n’est pas réservé.</source>
        <translation>No está reservado.</translation>
    </message>
    <message>
        <source>Où venez-vous le chercher&#x202f;?</source>
        <translation>¿Dónde viene a recogerlo?</translation>
    </message>
    <message>
        <source>Chercher encore</source>
        <translation>Seguir buscando</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reservar</translation>
    </message>
    <message>
        <source>Mes réservations</source>
        <translation>Mis reservas</translation>
    </message>
    <message>
        <source>Nous vous prévenons quand il est prêt. Il vous attend ici&#x202f;: %1.</source>
        <translation>Le avisamos cuando esté listo. Le espera en %1.</translation>
    </message>
</context>
<context>
    <name>PileCheck</name>
    <message>
        <source>%1 vus sur %2</source>
        <translation>%1 vistos de %2</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>vus sur</source>
        <translation>vistos de</translation>
    </message>
    <message>
        <source>sur</source>
        <translation>de</translation>
    </message>
    <message>
        <source>Un livre mince se cache.</source>
        <translation>Un libro fino se esconde.</translation>
    </message>
    <message numerus="yes">
        <source>partent avec vous.</source>
        <translation>
            <numerusform>se va con usted.</numerusform>
            <numerusform>se van con usted.</numerusform>
        </translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe la pila, o póngalos de uno en uno.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s) reste(nt) ici.</source>
        <translation>
            <numerusform>Un libro se queda aquí.</numerusform>
            <numerusform>%n libros se quedan aquí.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tout est reconnu.</source>
        <translation>Todo está reconocido.</translation>
    </message>
    <message>
        <source>Laissez-les à plat.</source>
        <translation>Déjelos tumbados.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>Separe la pila, o pase su código de barras.</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message numerus="yes">
        <source>%n chiffre(s) sur %1</source>
        <translation>
            <numerusform>%n cifra de %1</numerusform>
            <numerusform>%n cifras de %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Votre code secret&#x202f;?</source>
        <translation>¿Su clave secreta?</translation>
    </message>
    <message>
        <source>Quatre chiffres. L’écran ne les montre pas.</source>
        <translation>Cuatro cifras. La pantalla no las muestra.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Valider</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>J’ai oublié mon code</source>
        <translation>He olvidado mi clave</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>À l’accueil</source>
        <translation>Al mostrador</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Alguien lo coloca por usted.</translation>
    </message>
    <message>
        <source>Sans titre</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>Devuelto</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>L’accueil vous montre comment l’ouvrir.</source>
        <translation>En recepción le enseñan a abrirlo.</translation>
    </message>
    <message>
        <source>Cote %1</source>
        <translation>Signatura %1</translation>
    </message>
</context>
<context>
    <name>ReadingPages</name>
    <message>
        <source>Suite · %1 sur %2</source>
        <translation>Más · %1 de %2</translation>
    </message>
</context>
<context>
    <name>ReadyHold</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>Estante de reservas, %1</translation>
    </message>
    <message>
        <source>Une réservation vous attend.</source>
        <translation>Una reserva le espera.</translation>
    </message>
    <message numerus="yes">
        <source>%n réservation(s) vous attendent.</source>
        <translation>
            <numerusform>%n reserva le espera.</numerusform>
            <numerusform>%n reservas le esperan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Jusqu’au %1</source>
        <translation>Hasta el %1</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message numerus="yes">
        <source>%1 rendu(s)</source>
        <translation>
            <numerusform>%1 devuelto</numerusform>
            <numerusform>%1 devueltos</numerusform>
        </translation>
    </message>
    <message>
        <source>à rendre le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>para el &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>le premier, le &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>el primero, el &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message numerus="yes">
        <source>et %n autre(s)</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Vous en avez maintenant %1 sur %2.</source>
        <translation>Ahora tiene %1 de %2.</translation>
    </message>
    <message>
        <source>Enregistré hors réseau. Il sera confirmé dès son retour.</source>
        <translation>Anotado sin red. Se confirma cuando vuelva.</translation>
    </message>
    <message>
        <source>Vous en avez</source>
        <translation>Ahora tiene</translation>
    </message>
    <message>
        <source>%1 sur %2</source>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>ReceiptChoice</name>
    <message>
        <source>Un ticket&#x202f;?</source>
        <translation>¿Un recibo?</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>Votre ticket</source>
        <translation>Su recibo</translation>
    </message>
    <message>
        <source>Visez le code pour le garder.</source>
        <translation>Escanee el código para guardarlo.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Un code à viser</source>
        <translation>Un código para escanear</translation>
    </message>
</context>
<context>
    <name>RestingPage</name>
    <message>
        <source>Un instant.</source>
        <translation>Un momento.</translation>
    </message>
    <message>
        <source>Cette borne se repose.</source>
        <translation>Este puesto descansa.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Vos retours</source>
        <translation>Sus devoluciones</translation>
    </message>
    <message>
        <source>Posez vos livres un par un.</source>
        <translation>Ponga sus libros de uno en uno.</translation>
    </message>
    <message>
        <source>Celui-ci reste à part.</source>
        <translation>Este va aparte.</translation>
    </message>
    <message>
        <source>Merci. Où le poser&#x202f;?</source>
        <translation>Gracias. ¿Dónde ponerlo?</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>Falta uno</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>Ponga un libro</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>Un momento más…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>He terminado</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe la pila, o póngalos de uno en uno.</translation>
    </message>
    <message>
        <source>Un livre mince se cache&#x202f;?</source>
        <translation>¿Se esconde un libro fino?</translation>
    </message>
    <message>
        <source>Encore un&#x202f;? Posez-le.</source>
        <translation>¿Otro más? Póngalo.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple pour trier.</source>
        <translation>De uno en uno es más fácil de ordenar.</translation>
    </message>
    <message>
        <source>Un par un, c’est plus simple.</source>
        <translation>De uno en uno es más fácil.</translation>
    </message>
    <message numerus="yes">
        <source>%n autre(s) · Voir</source>
        <translation>
            <numerusform>%n más · Ver</numerusform>
            <numerusform>%n más · Ver</numerusform>
        </translation>
    </message>
    <message>
        <source>Les autres</source>
        <translation>Los demás</translation>
    </message>
</context>
<context>
    <name>ScreenKeys</name>
    <message>
        <source>Lettres</source>
        <translation>Letras</translation>
    </message>
    <message>
        <source>Chiffres et accents</source>
        <translation>Cifras y acentos</translation>
    </message>
    <message>
        <source>Lettres arabes</source>
        <translation>Letras árabes</translation>
    </message>
    <message>
        <source>Lettres latines</source>
        <translation>Letras latinas</translation>
    </message>
    <message>
        <source>espace</source>
        <translation>espacio</translation>
    </message>
    <message>
        <source>Effacer la dernière lettre</source>
        <translation>Borrar la última letra</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Recherche, vide</source>
        <translation>Búsqueda, vacía</translation>
    </message>
    <message>
        <source>Recherche&#x202f;: %1</source>
        <translation>Búsqueda: %1</translation>
    </message>
    <message>
        <source>Titre, nom, sujet…</source>
        <translation>Título, nombre, tema…</translation>
    </message>
    <message>
        <source>Effacer la recherche</source>
        <translation>Borrar la búsqueda</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Que cherchez-vous&#x202f;?</source>
        <translation>¿Qué busca?</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Voir les titres</source>
        <translation>Ver los títulos</translation>
    </message>
    <message>
        <source>Changer les mots</source>
        <translation>Cambiar las palabras</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Affiner · %1</source>
        <translation>Filtrar · %1</translation>
    </message>
    <message>
        <source>Affiner</source>
        <translation>Filtrar</translation>
    </message>
    <message>
        <source>Vouliez-vous dire «&#x202f;%1&#x202f;»&#x202f;?</source>
        <translation>¿Quería decir «%1»?</translation>
    </message>
    <message>
        <source>La recherche se repose.</source>
        <translation>La búsqueda descansa.</translation>
    </message>
    <message>
        <source>Aucun titre trouvé.</source>
        <translation>No hay ningún título.</translation>
    </message>
    <message>
        <source>Demandez à l’accueil&#x202f;: quelqu’un cherche avec vous.</source>
        <translation>Pregunte en recepción: alguien busca con usted.</translation>
    </message>
    <message>
        <source>Choisissez «&#x202f;Tout&#x202f;», ou essayez avec moins de mots.</source>
        <translation>Elija «Todo» o pruebe con menos palabras.</translation>
    </message>
    <message>
        <source>Essayez avec moins de mots, ou un autre nom. L’accueil cherche aussi avec vous.</source>
        <translation>Pruebe con menos palabras u otro nombre. En recepción también buscan con usted.</translation>
    </message>
    <message numerus="yes">
        <source>%n résultat(s)</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plus de %n résultat(s)</source>
        <translation>
            <numerusform>Más de %n resultado</numerusform>
            <numerusform>Más de %n resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, voici les %2 plus proches</source>
        <translation>%1, aquí los %2 más cercanos</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Réglages</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Grand texte</source>
        <translation>Texto grande</translation>
    </message>
    <message>
        <source>Contraste</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Plus bas</source>
        <translation>Más abajo</translation>
    </message>
    <message>
        <source>Mots simples</source>
        <translation>Palabras fáciles</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Escuchar</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Nouveautés</source>
        <translation>Novedades</translation>
    </message>
</context>
<context>
    <name>ShelfPlate</name>
    <message>
        <source>Étagère des réservations, %1</source>
        <translation>Estante de reservas, %1</translation>
    </message>
    <message>
        <source>Étagère</source>
        <translation>Estante</translation>
    </message>
</context>
<context>
    <name>SimulatorBadge</name>
    <message>
        <source>SIMULATEUR</source>
        <translation>SIMULADOR</translation>
    </message>
</context>
<context>
    <name>StartFacts</name>
    <message>
        <source>Aujourd’hui</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Nouveautés</source>
        <translation>Novedades</translation>
    </message>
    <message>
        <source>Dans cette bibliothèque</source>
        <translation>En esta biblioteca</translation>
    </message>
    <message>
        <source>Tout fonctionne</source>
        <translation>Todo funciona</translation>
    </message>
    <message>
        <source>Prêts, retours, compte</source>
        <translation>Préstamos, devoluciones, cuenta</translation>
    </message>
</context>
<context>
    <name>StartInfo</name>
    <message>
        <source>Tout fonctionne</source>
        <translation>Todo funciona</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>¿Ha sonado la alarma?</translation>
    </message>
    <message>
        <source>Nouvel essai chaque minute.</source>
        <translation>Lo intentamos cada minuto.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;. Nouvel essai chaque minute.</source>
        <translation>Sin red desde las &lt;b&gt;%1&lt;/b&gt;. Lo intentamos cada minuto.</translation>
    </message>
    <message>
        <source>Coupé depuis &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Sin red desde las &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Votre ticket le dira&#x202f;: «&#x202f;enregistré hors réseau&#x202f;».</source>
        <translation>Su recibo dirá «anotado sin red».</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n message(s) · Lire</source>
        <translation>
            <numerusform>%n mensaje · Leer</numerusform>
            <numerusform>%n mensajes · Leer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nouveauté(s) · Voir</source>
        <translation>
            <numerusform>%n novedad · Ver</numerusform>
            <numerusform>%n novedades · Ver</numerusform>
        </translation>
    </message>
    <message>
        <source>Bonjour.</source>
        <translation>Hola.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.</source>
        <translation>Puede tomar en préstamo y devolver.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre.</source>
        <translation>Puede devolver.</translation>
    </message>
    <message>
        <source>Les boutons sont en bas, à portée de main.</source>
        <translation>Los botones están abajo, a mano.</translation>
    </message>
    <message>
        <source>Que voulez-vous faire&#x202f;?</source>
        <translation>¿Qué desea hacer?</translation>
    </message>
    <message>
        <source>Le réseau est coupé.</source>
        <translation>No hay red.</translation>
    </message>
    <message>
        <source>Vous pouvez rendre. Pour emprunter, passez à l’accueil.</source>
        <translation>Puede devolver. Para llevarse libros, vaya al mostrador.</translation>
    </message>
    <message>
        <source>Vous pouvez emprunter et rendre.
Tout est noté ici.</source>
        <translation>Puede llevarse y devolver libros.
Todo queda anotado aquí.</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Llevar</translation>
    </message>
    <message>
        <source>Revient avec le réseau.</source>
        <translation>Vuelve con la red.</translation>
    </message>
    <message numerus="yes">
        <source>Jusqu’à %n, avec votre carte.</source>
        <translation>
            <numerusform>Uno solo, con su carné.</numerusform>
            <numerusform>Hasta %n, con su carné.</numerusform>
        </translation>
    </message>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>Ponga sus libros juntos.</translation>
    </message>
    <message>
        <source>À l’ouverture.</source>
        <translation>Al abrir.</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Comme d’habitude.</source>
        <translation>Como siempre.</translation>
    </message>
    <message>
        <source>Sans carte, tout de suite.</source>
        <translation>Sin carné, enseguida.</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>Mi cuenta</translation>
    </message>
    <message>
        <source>Prêts, réservations</source>
        <translation>Préstamos, reservas</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>Livres, liseuses, web</source>
        <translation>Libros, lectores, web</translation>
    </message>
    <message>
        <source>Le portique a sonné&#x202f;?</source>
        <translation>¿Ha sonado la alarma?</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>Un instant.</source>
        <translation>Un momento.</translation>
    </message>
</context>
<context>
    <name>SuggestList</name>
    <message>
        <source>Titres proposés</source>
        <translation>Títulos sugeridos</translation>
    </message>
</context>
<context>
    <name>TitlePage</name>
    <message>
        <source>Retour</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>D’autres titres</source>
        <translation>Otros títulos</translation>
    </message>
    <message>
        <source>Réserver</source>
        <translation>Reservar</translation>
    </message>
    <message>
        <source>Réserver&#x202f;: revient avec le réseau</source>
        <translation>Reservar: vuelve con la red</translation>
    </message>
    <message>
        <source>Vous pouvez le prendre</source>
        <translation>Puede llevárselo</translation>
    </message>
    <message>
        <source>Dans une autre bibliothèque</source>
        <translation>En otra biblioteca</translation>
    </message>
    <message numerus="yes">
        <source>Sur cet appareil&#x202f;: %n titre(s)</source>
        <translation>
            <numerusform>En este aparato: %n título</numerusform>
            <numerusform>En este aparato: %n títulos</numerusform>
        </translation>
    </message>
    <message>
        <source>Où le trouver</source>
        <translation>Dónde encontrarlo</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>Un momento…</translation>
    </message>
</context>
<context>
    <name>TrayPage</name>
    <message>
        <source>Posez vos livres ensemble.</source>
        <translation>Ponga sus libros juntos.</translation>
    </message>
    <message>
        <source>Voilà votre pile.</source>
        <translation>Esta es su pila.</translation>
    </message>
    <message>
        <source>%1 vus sur %2. Un livre mince se cache.</source>
        <translation>%1 de %2 vistos. Un libro fino se esconde.</translation>
    </message>
    <message numerus="yes">
        <source>%1 sur %2 partent avec vous.</source>
        <translation>
            <numerusform>%1 de %2 se va con usted.</numerusform>
            <numerusform>%1 de %2 se van con usted.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Il en manque un</source>
        <translation>Falta uno</translation>
    </message>
    <message>
        <source>Posez un livre</source>
        <translation>Ponga un libro</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>Un momento más…</translation>
    </message>
    <message>
        <source>J’ai fini</source>
        <translation>He terminado</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Écartez la pile, ou posez-les un par un.</source>
        <translation>Separe la pila, o póngalos de uno en uno.</translation>
    </message>
    <message>
        <source>Écartez la pile, ou passez son code-barres.</source>
        <translation>Separe la pila, o pase su código de barras.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;? Posez-le sur la pile.</source>
        <translation>¿Otro libro? Póngalo en la pila.</translation>
    </message>
    <message>
        <source>Un autre livre&#x202f;?
Posez-le sur la pile.</source>
        <translation>¿Otro libro?
Póngalo en la pila.</translation>
    </message>
    <message>
        <source>Annuler un prêt</source>
        <translation>Anular un préstamo</translation>
    </message>
    <message>
        <source>Il ne se lit pas</source>
        <translation>No se puede leer</translation>
    </message>
</context>
<context>
    <name>UndoPage</name>
    <message>
        <source>Quel prêt annuler&#x202f;?</source>
        <translation>¿Qué préstamo anular?</translation>
    </message>
    <message>
        <source>Laissez-le sur le plateau. Il reste ensuite à la bibliothèque.</source>
        <translation>Déjelo en la bandeja. Después se queda en la biblioteca.</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Atrás</translation>
    </message>
</context>
<context>
    <name>VolumeButton</name>
    <message>
        <source>Plus fort</source>
        <translation>Más fuerte</translation>
    </message>
    <message>
        <source>Moins fort</source>
        <translation>Más suave</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Français</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>dddd %1 MMMM</source>
        <extracomment>Qt date format; the number of the day is put in the place of %1</extracomment>
        <translation>dddd %1 &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>%1 MMMM</source>
        <translation>%1 &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>1er</source>
        <translation>1</translation>
    </message>
    <message>
        <source>fr</source>
        <translation>es</translation>
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
        <translation>a las %1</translation>
    </message>
    <message>
        <source>demain à %1</source>
        <translation>mañana a las %1</translation>
    </message>
    <message>
        <source>le %1 à %2</source>
        <translation>el %1 a las %2</translation>
    </message>
    <message>
        <source>%1 à %2</source>
        <extracomment>%1 a day of the week, %2 an hour</extracomment>
        <translation>el %1 a las %2</translation>
    </message>
    <message>
        <source>Ouvert jusqu’à %1</source>
        <translation>Abierto hasta las %1</translation>
    </message>
    <message>
        <source>Fermé</source>
        <translation>Cerrado</translation>
    </message>
    <message>
        <source>Ouvre %1</source>
        <translation>Abre %1</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée.</source>
        <translation>La biblioteca está cerrada.</translation>
    </message>
    <message>
        <source>Nous ouvrons %1.</source>
        <translation>Abrimos %1.</translation>
    </message>
    <message>
        <source>de %1 à %2</source>
        <translation>de %1 a %2</translation>
    </message>
    <message>
        <source>Rendre</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Mon compte</source>
        <translation>Mi cuenta</translation>
    </message>
    <message>
        <source>Portique</source>
        <translation>Alarma</translation>
    </message>
    <message>
        <source>Découvrir</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>Emprunter</source>
        <translation>Llevar</translation>
    </message>
    <message>
        <source>Incomplet</source>
        <translation>Incompleto</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>À vérifier</source>
        <translation>Por comprobar</translation>
    </message>
    <message>
        <source>Pas vu</source>
        <translation>No lo vemos</translation>
    </message>
    <message>
        <source>Ne le bougez pas</source>
        <translation>No lo mueva</translation>
    </message>
    <message>
        <source>Rendu</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>C’est prêt</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Prêté</source>
        <translation>Prestado</translation>
    </message>
    <message>
        <source>À l’accueil</source>
        <translation>Al mostrador</translation>
    </message>
    <message>
        <source>À reposer</source>
        <translation>Póngalo otra vez</translation>
    </message>
    <message>
        <source>Déjà à vous</source>
        <translation>Ya es suyo</translation>
    </message>
    <message>
        <source>Déjà là</source>
        <translation>Ya estaba</translation>
    </message>
    <message>
        <source>Annulé</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Réservé</source>
        <translation>Reservado</translation>
    </message>
    <message>
        <source>Sur place</source>
        <translation>En sala</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Límite</translation>
    </message>
    <message>
        <source>Charte</source>
        <translation>Normas</translation>
    </message>
    <message>
        <source>Carte</source>
        <translation>Carné</translation>
    </message>
    <message>
        <source>Illisible</source>
        <translation>Ilegible</translation>
    </message>
    <message>
        <source>Reste ici</source>
        <translation>Se queda aquí</translation>
    </message>
    <message>
        <source>Il manque une partie. Posez-la avec.</source>
        <translation>Falta una parte. Póngala también.</translation>
    </message>
    <message>
        <source>Attend son tour.</source>
        <translation>Espera su turno.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau,
ou retournez-le.</source>
        <translation>Póngalo solo en la bandeja,
o dele la vuelta.</translation>
    </message>
    <message>
        <source>Encore un instant…</source>
        <translation>Un momento más…</translation>
    </message>
    <message>
        <source>Merci.</source>
        <translation>Gracias.</translation>
    </message>
    <message>
        <source>S’il sonne, montrez votre ticket.</source>
        <translation>Si suena, enseñe su recibo.</translation>
    </message>
    <message>
        <source>Montrez-le à l’accueil avant de sortir.</source>
        <translation>Enséñelo en el mostrador antes de salir.</translation>
    </message>
    <message>
        <source>Reposez-le sur le plateau.</source>
        <translation>Vuelva a ponerlo en la bandeja.</translation>
    </message>
    <message>
        <source>Il part avec vous.</source>
        <translation>Se va con usted.</translation>
    </message>
    <message>
        <source>Retour le %1</source>
        <translation>Hasta el %1</translation>
    </message>
    <message>
        <source>%1, à confirmer</source>
        <translation>%1, por confirmar</translation>
    </message>
    <message>
        <source>Ce prêt est annulé. Il reste ici.</source>
        <translation>Este préstamo está anulado. Se queda aquí.</translation>
    </message>
    <message>
        <source>Il était là avant vous. Laissez-le.</source>
        <translation>Estaba aquí antes que usted. Déjelo.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà.</source>
        <translation>Ya lo tiene.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà, jusqu’au %1.</source>
        <translation>Ya lo tiene, hasta el %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.
Posez-le sur le chariot «&#x202f;Réservés&#x202f;».</source>
        <translation>Otra persona lo espera.
Póngalo en el carro «Reservados».</translation>
    </message>
    <message>
        <source>Il se lit sur place.
Remettez-le en rayon.</source>
        <translation>Se lee aquí.
Devuélvalo a su estante.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de prêts.
Celui-ci reste ici.</source>
        <translation>Tiene el máximo de préstamos.
Este se queda aquí.</translation>
    </message>
    <message>
        <source>Votre carte ne permet pas ce prêt.
Demandez à l’accueil.</source>
        <translation>Su carné no permite este préstamo.
Pregunte en el mostrador.</translation>
    </message>
    <message>
        <source>Il se prête avec une charte à signer.
Passez à l’accueil.</source>
        <translation>Se presta con unas normas por firmar.
Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce livre.
Donnez-le à l’accueil.</source>
        <translation>No conocemos este libro.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Ce livre est à une autre bibliothèque.
Donnez-le à l’accueil.</source>
        <translation>Este libro es de otra biblioteca.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Deux livres portent la même puce.
Donnez-les à l’accueil.</source>
        <translation>Dos libros llevan el mismo chip.
Entréguelos en el mostrador.</translation>
    </message>
    <message>
        <source>Cet objet n’est pas à nous.
Reprenez-le.</source>
        <translation>Esto no es nuestro.
Recójalo.</translation>
    </message>
    <message>
        <source>C’est une carte de lecteur.
Reprenez-la.</source>
        <translation>Es un carné de lector.
Recójalo.</translation>
    </message>
    <message>
        <source>Cette carte est en pause.
Passez à l’accueil.</source>
        <translation>Este carné está en pausa.
Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Une somme reste à régler.
Passez à l’accueil.</source>
        <translation>Queda un importe por pagar.
Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien.
Rendez-le, ou passez à l’accueil.</source>
        <translation>Hay un retraso muy antiguo.
Devuélvalo o vaya al mostrador.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler.
Passez à l’accueil.</source>
        <translation>Queda por resolver una pérdida.
Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Ce prêt n’est plus à votre nom.
Rien n’a changé.</source>
        <translation>Este préstamo ya no está a su nombre.
Nada ha cambiado.</translation>
    </message>
    <message>
        <source>Il a déjà été prolongé.
Rendez-le à la date prévue.</source>
        <translation>Ya se ha renovado.
Devuélvalo en la fecha prevista.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas ce lieu.
Choisissez-en un autre.</source>
        <translation>No conocemos este lugar.
Elija otro.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà réservé.
Nous vous dirons quand il est là.</source>
        <translation>Ya lo ha reservado.
Le avisaremos cuando esté aquí.</translation>
    </message>
    <message>
        <source>Vous l’avez déjà chez vous.
Il n’y a rien à réserver.</source>
        <translation>Ya lo tiene en casa.
No hay nada que reservar.</translation>
    </message>
    <message>
        <source>Il est en rayon ici.
Vous pouvez le prendre tout de suite.</source>
        <translation>Está en su estante aquí.
Puede llevárselo ya.</translation>
    </message>
    <message>
        <source>Vous avez le maximum de réservations.
Annulez-en une d’abord.</source>
        <translation>Tiene el máximo de reservas.
Anule una primero.</translation>
    </message>
    <message>
        <source>Cette réservation n’existe plus.
Rien n’a changé.</source>
        <translation>Esta reserva ya no existe.
Nada ha cambiado.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin.
Renouvelez-la à l’accueil.</source>
        <translation>Su carné ha caducado.
Renuévelo en el mostrador.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et nous ne
connaissons pas encore cette carte.</source>
        <translation>No hay red, y aún no
conocemos este carné.</translation>
    </message>
    <message>
        <source>Le réseau est coupé&#x202f;: vous avez
le maximum pour aujourd’hui.</source>
        <translation>No hay red: tiene
el máximo por hoy.</translation>
    </message>
    <message>
        <source>Le réseau est coupé.
Revenez avec votre carte.</source>
        <translation>No hay red.
Vuelva con su carné.</translation>
    </message>
    <message>
        <source>Le réseau est coupé depuis longtemps.
Passez à l’accueil.</source>
        <translation>No hay red desde hace mucho.
Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Posez-le seul sur le plateau.
Sinon, donnez-le à l’accueil.</source>
        <translation>Póngalo solo en la bandeja,
o entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Passez son code-barres.</source>
        <translation>No conseguimos leerlo.
Pase su código de barras.</translation>
    </message>
    <message>
        <source>Posez-le avec toutes ses pièces,
ou donnez-le à l’accueil.</source>
        <translation>Póngalo con todas sus piezas,
o entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Il est noté comme prêté.
Donnez-le à l’accueil.</source>
        <translation>Consta como prestado.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Son antivol ne s’ouvre pas.
Donnez-le à l’accueil.</source>
        <translation>Su antirrobo no se abre.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas le noter ici.
Donnez-le à l’accueil.</source>
        <translation>No podemos anotarlo aquí.
Entréguelo en el mostrador.</translation>
    </message>
    <message>
        <source>Nous n’arrivons pas à le lire.
Donnez-le à l’accueil.</source>
        <translation>No conseguimos leerlo.
Entréguelo en el mostrador.</translation>
    </message>
    <message numerus="yes">
        <source>Ce n’est pas ce code. Encore %n essai(s).</source>
        <translation>
            <numerusform>No es esa clave. Queda un intento.</numerusform>
            <numerusform>No es esa clave. Quedan %n intentos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce n’est pas ce code. Essayez encore.</source>
        <translation>No es esa clave. Pruebe otra vez.</translation>
    </message>
    <message numerus="yes">
        <source>Ce numéro ou ce code ne va pas. Encore %n essai(s)&#x202f;; l’accueil vous aide.</source>
        <translation>
            <numerusform>Este número o esta clave no coincide. Queda un intento; le ayudan en el mostrador.</numerusform>
            <numerusform>Este número o esta clave no coincide. Quedan %n intentos; le ayudan en el mostrador.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ce numéro ou ce code ne va pas. L’accueil vous aide.</source>
        <translation>Este número o esta clave no coincide. Le ayudan en el mostrador.</translation>
    </message>
    <message>
        <source>Trop d’essais. Cette carte attend un peu&#x202f;; l’accueil peut l’ouvrir.</source>
        <translation>Demasiados intentos. Este carné espera un poco; en el mostrador pueden abrirlo.</translation>
    </message>
    <message>
        <source>Cette carte est en pause. Passez à l’accueil.</source>
        <translation>Este carné está en pausa. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Une somme reste à régler. Passez à l’accueil.</source>
        <translation>Queda un importe por pagar. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Un retard est trop ancien. Rendez-le, ou passez à l’accueil.</source>
        <translation>Hay un retraso muy antiguo. Devuélvalo o vaya al mostrador.</translation>
    </message>
    <message>
        <source>Un document perdu reste à régler. Passez à l’accueil.</source>
        <translation>Queda por resolver una pérdida. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin. Renouvelez-la à l’accueil.</source>
        <translation>Su carné ha caducado. Renuévelo en el mostrador.</translation>
    </message>
    <message>
        <source>Votre carte a pris fin le %1. Renouvelez-la à l’accueil.</source>
        <translation>Su carné caducó el %1. Renuévelo en el mostrador.</translation>
    </message>
    <message>
        <source>Nous ne connaissons pas cette carte.</source>
        <translation>No conocemos este carné.</translation>
    </message>
    <message>
        <source>Cette carte est d’une autre bibliothèque.</source>
        <translation>Este carné es de otra biblioteca.</translation>
    </message>
    <message>
        <source>Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.</source>
        <translation>El número de este carné cambia en cada lectura. Pase su código de barras o escriba el número impreso.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Présentez votre carte, sans la taper.</source>
        <translation>No hay red. Muestre su carné, sin escribirlo.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Pour emprunter, passez à l’accueil.</source>
        <translation>No hay red. Para llevarse libros, vaya al mostrador.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Votre compte revient avec lui.</source>
        <translation>No hay red. Su cuenta vuelve con ella.</translation>
    </message>
    <message>
        <source>Le réseau est coupé. Les réservations reviennent avec lui.</source>
        <translation>No hay red. Las reservas vuelven con ella.</translation>
    </message>
    <message>
        <source>Celui-ci est déjà dans la liste.</source>
        <translation>Este ya está en la lista.</translation>
    </message>
    <message>
        <source>Passez l’autre code-barres, celui de la bibliothèque.</source>
        <translation>Pase el otro código, el de la biblioteca.</translation>
    </message>
    <message>
        <source>C’est une carte. Touchez «&#x202f;Une autre carte&#x202f;» pour l’ajouter.</source>
        <translation>Es un carné. Toque «Otro carné» para añadirlo.</translation>
    </message>
    <message>
        <source>Ce prêt reste fait&#x202f;: sa puce n’a pas suivi. L’accueil peut le reprendre.</source>
        <translation>Este préstamo sigue hecho: su chip no ha cambiado. En el mostrador pueden recogerlo.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.</source>
        <translation>No hay red, y este carné es nuevo para nosotros. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>Le réseau est coupé, et vous avez déjà le maximum.</source>
        <translation>No hay red, y ya tiene el máximo.</translation>
    </message>
    <message>
        <source>Nous ne pouvons pas continuer ici. Passez à l’accueil.</source>
        <translation>No podemos seguir aquí. Vaya al mostrador.</translation>
    </message>
    <message>
        <source>La borne se prépare.</source>
        <translation>El puesto se prepara.</translation>
    </message>
    <message>
        <source>La bibliothèque est fermée. À bientôt.</source>
        <translation>La biblioteca está cerrada. Hasta pronto.</translation>
    </message>
    <message>
        <source>Le plateau ne répond pas. L’accueil prête et reprend vos livres.</source>
        <translation>La bandeja no responde. En el mostrador prestan y recogen sus libros.</translation>
    </message>
    <message>
        <source>L’accueil prête et reprend vos livres.</source>
        <translation>En el mostrador prestan y recogen sus libros.</translation>
    </message>
    <message>
        <source>Réservés</source>
        <translation>Reservados</translation>
    </message>
    <message>
        <source>Chariot %1</source>
        <translation>Carro %1</translation>
    </message>
    <message>
        <source>signet blanc</source>
        <translation>marcapáginas blanco</translation>
    </message>
    <message>
        <source>silhouette blanche</source>
        <translation>silueta blanca</translation>
    </message>
    <message>
        <source>disque bleu</source>
        <translation>disco azul</translation>
    </message>
    <message>
        <source>carré jaune</source>
        <translation>cuadrado amarillo</translation>
    </message>
    <message>
        <source>triangle vert</source>
        <translation>triángulo verde</translation>
    </message>
    <message>
        <source>losange rouge</source>
        <translation>rombo rojo</translation>
    </message>
    <message>
        <source>hexagone prune</source>
        <translation>hexágono morado</translation>
    </message>
    <message>
        <source>flèche grise</source>
        <translation>flecha gris</translation>
    </message>
    <message>
        <source>Il voyage vers %1.</source>
        <translation>Viaja a %1.</translation>
    </message>
    <message>
        <source>Une autre personne l’attend.</source>
        <translation>Otra persona lo espera.</translation>
    </message>
    <message>
        <source>Quelqu’un le range pour vous.</source>
        <translation>Alguien lo coloca por usted.</translation>
    </message>
    <message numerus="yes">
        <source>%n livre(s)</source>
        <translation>
            <numerusform>%n libro</numerusform>
            <numerusform>%n libros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n documento</numerusform>
            <numerusform>%n documentos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encore %n chiffre(s)</source>
        <translation>
            <numerusform>Falta %n cifra</numerusform>
            <numerusform>Faltan %n cifras</numerusform>
        </translation>
    </message>
    <message>
        <source>Voir la suite · %1 sur %2</source>
        <translation>Ver más · %1 de %2</translation>
    </message>
    <message>
        <source>Revoir le début · %1 sur %2</source>
        <translation>Volver al inicio · %1 de %2</translation>
    </message>
</context>
</TS>
