// Everything the kiosk says about a code: reasons, places, days, counts. French is the source.
pragma Singleton

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

QtObject {
    id: words

    // Each catalogue says here what its language is called in itself.
    readonly property string ownName: qsTr("Français")

    // A day "2026-12-12" as "12 décembre"; with its weekday: "samedi 12 décembre".
    function day(iso: string, weekday: bool): string {
        if (iso === "")
            return "";
        const parts = iso.split("-");
        const date = new Date(Number(parts[0]), Number(parts[1]) - 1, Number(parts[2]), 12);
        //: Qt date format; the number of the day is put in the place of %1
        const format = weekday ? qsTr("dddd %1 MMMM") : qsTr("%1 MMMM");
        const number = date.getDate() === 1 ? qsTr("1er") : String(date.getDate());
        return Qt.locale(qsTr("fr")).toString(date, format.replace("%1", "'" + number + "'"));
    }

    // A name inside a sentence of another direction keeps its own.
    function isolated(name: string): string {
        return Theme.mirrored && name !== "" ? "\u2068" + name + "\u2069" : name;
    }

    function capital(text: string): string {
        return text.charAt(0).toUpperCase() + text.slice(1);
    }

    // "14:12" as "14 h 12".
    function clock(time: string): string {
        const parts = time.split(":");
        return parts.length === 2 ? qsTr("%1 h %2").arg(Number(parts[0])).arg(parts[1]) : "";
    }

    // "18:00" as "18 h", in a sentence; "14:30" as "14 h 30".
    function hour(time: string): string {
        const parts = time.split(":");
        return parts.length === 2 && Number(parts[1]) === 0 ? qsTr("%1 h").arg(Number(parts[0])) : words.clock(time);
    }

    // When the library opens next, to be put behind "opens": today at an hour, a day at an hour.
    function opens(day: string, time: string, today: string): string {
        const at = words.hour(time);
        const date = text => Date.UTC(text.slice(0, 4), text.slice(5, 7) - 1, text.slice(8, 10));
        const days = Math.round((date(day) - date(today)) / 86400000);
        if (days === 0)
            return qsTr("à %1").arg(at);
        if (days === 1)
            return qsTr("demain à %1").arg(at);
        if (days > 6)
            return qsTr("le %1 à %2").arg(words.day(day, false)).arg(at);
        const parts = day.split("-");
        const name = Qt.locale(qsTr("fr")).toString(new Date(Number(parts[0]), Number(parts[1]) - 1, Number(parts[2]), 12), "dddd");
        //: %1 a day of the week, %2 an hour
        return qsTr("%1 à %2").arg(name).arg(at);
    }

    // The masthead's few words on opening hours; empty where they are not known.
    function opening(board: BoardView, today: string): string {
        if (board.state === "open")
            return qsTr("Ouvert jusqu’à %1").arg(words.hour(board.until));
        if (board.state === "")
            return "";
        return board.day === "" ? qsTr("Fermé") : qsTr("Ouvre %1").arg(words.opens(board.day, board.time, today));
    }

    // The same as a sentence, where nothing else is said.
    function closed(board: BoardView, today: string): string {
        return board.day === "" ? qsTr("La bibliothèque est fermée.") : qsTr("Nous ouvrons %1.").arg(words.opens(board.day, board.time, today));
    }

    // Today's hours, a line for each span: "De 10 h à 12 h 30".
    function hours(spans: list<string>): string {
        const said = spans.map(span => words.capital(qsTr("de %1 à %2").arg(words.hour(span.split("-")[0])).arg(words.hour(span.split("-")[1]))));
        return said.length > 0 ? said.join("\n") : qsTr("Fermé");
    }

    function way(code: string): string {
        switch (code) {
        case "return":
            return qsTr("Rendre");
        case "account":
            return qsTr("Mon compte");
        case "gate":
            return qsTr("Portique");
        case "look":
            return qsTr("Découvrir");
        default:
            return qsTr("Emprunter");
        }
    }

    // The word beside the mark of a row; short, because the line says the rest.
    function stateWord(state: string, reason: string, way: string): string {
        switch (state) {
        case "waiting":
            return reason === "parts" ? qsTr("Incomplet") : reason === "kit" ? qsTr("À vérifier") : reason === "unseen" ? qsTr("Pas vu") : qsTr("En attente");
        case "doing":
            return qsTr("Ne le bougez pas");
        case "done":
            return way === "return" ? qsTr("Rendu") : reason === "barcode" ? qsTr("Prêté") : qsTr("C’est prêt");
        case "lifted":
            return reason === "given_up" ? qsTr("À l’accueil") : qsTr("À reposer");
        case "noted":
            return reason === "own_loan" ? qsTr("Déjà à vous") : reason === "undone" ? qsTr("Annulé") : qsTr("Déjà là");
        default:
            return words.refusalWord(reason);
        }
    }

    function refusalWord(reason: string): string {
        switch (reason) {
        case "reserved":
            return qsTr("Réservé");
        case "not_for_loan":
            return qsTr("Sur place");
        case "limit":
            return qsTr("Maximum");
        case "charter":
            return qsTr("Charte");
        case "patron_card":
            return qsTr("Carte");
        case "unseen":
            return qsTr("Pas vu");
        case "unreadable":
        case "damaged":
        case "blank":
        case "scan_it":
            return qsTr("Illisible");
        default:
            return qsTr("Reste ici");
        }
    }

    // The line under the title of a row.
    function stateLine(state: string, reason: string, way: string, due: string, confirmed: bool): string {
        switch (state) {
        case "waiting":
            return reason === "parts" ? qsTr("Il manque une partie. Posez-la avec.") : reason === "unseen" ? qsTr("Posez-le seul sur le plateau,\nou retournez-le.") : qsTr("Attend son tour.");
        case "doing":
            return qsTr("Encore un instant…");
        case "done":
            return way === "return" ? qsTr("Merci.") : words.dueLine(due, confirmed) + (reason === "barcode" ? "\n" + qsTr("S’il sonne, montrez votre ticket.") : "");
        case "lifted":
            return reason === "given_up" ? qsTr("Montrez-le à l’accueil avant de sortir.") : qsTr("Reposez-le sur le plateau.");
        case "noted":
            return words.notedLine(reason, due);
        default:
            return words.refusal(reason);
        }
    }

    function dueLine(due: string, confirmed: bool): string {
        const back = due === "" ? qsTr("Il part avec vous.") : qsTr("Retour le %1").arg(words.day(due, false));
        return confirmed ? back : qsTr("%1, à confirmer").arg(back);
    }

    function notedLine(reason: string, due: string): string {
        if (reason === "undone")
            return qsTr("Ce prêt est annulé. Il reste ici.");
        if (reason !== "own_loan")
            return qsTr("Il était là avant vous. Laissez-le.");
        return due === "" ? qsTr("Vous l’avez déjà.") : qsTr("Vous l’avez déjà, jusqu’au %1.").arg(words.day(due, false));
    }

    // Why an item stays here, and what to do with it. Two lines at most.
    function refusal(reason: string): string {
        switch (reason) {
        case "reserved":
            return qsTr("Une autre personne l’attend.\nPosez-le sur le chariot «\u202fRéservés\u202f».");
        case "not_for_loan":
            return qsTr("Il se lit sur place.\nRemettez-le en rayon.");
        case "limit":
            return qsTr("Vous avez le maximum de prêts.\nCelui-ci reste ici.");
        case "age":
            return qsTr("Votre carte ne permet pas ce prêt.\nDemandez à l’accueil.");
        case "charter":
            return qsTr("Il se prête avec une charte à signer.\nPassez à l’accueil.");
        case "unknown_item":
            return qsTr("Nous ne connaissons pas ce livre.\nDonnez-le à l’accueil.");
        case "foreign":
            return qsTr("Ce livre est à une autre bibliothèque.\nDonnez-le à l’accueil.");
        case "double_uid":
            return qsTr("Deux livres portent la même puce.\nDonnez-les à l’accueil.");
        case "unknown":
            return qsTr("Cet objet n’est pas à nous.\nReprenez-le.");
        case "patron_card":
            return qsTr("C’est une carte de lecteur.\nReprenez-la.");
        case "blocked":
            return qsTr("Cette carte est en pause.\nPassez à l’accueil.");
        case "debt":
            return qsTr("Une somme reste à régler.\nPassez à l’accueil.");
        case "overdue":
            return qsTr("Un retard est trop ancien.\nRendez-le, ou passez à l’accueil.");
        case "lost_items":
            return qsTr("Un document perdu reste à régler.\nPassez à l’accueil.");
        case "not_yours":
            return qsTr("Ce prêt n’est plus à votre nom.\nRien n’a changé.");
        case "renewal_limit":
            return qsTr("Il a déjà été prolongé.\nRendez-le à la date prévue.");
        case "unknown_branch":
            return qsTr("Nous ne connaissons pas ce lieu.\nChoisissez-en un autre.");
        case "already_held":
            return qsTr("Vous l’avez déjà réservé.\nNous vous dirons quand il est là.");
        case "already_on_loan":
            return qsTr("Vous l’avez déjà chez vous.\nIl n’y a rien à réserver.");
        case "on_shelf":
            return qsTr("Il est en rayon ici.\nVous pouvez le prendre tout de suite.");
        case "hold_limit":
            return qsTr("Vous avez le maximum de réservations.\nAnnulez-en une d’abord.");
        case "no_such_hold":
            return qsTr("Cette réservation n’existe plus.\nRien n’a changé.");
        case "expired":
            return qsTr("Votre carte a pris fin.\nRenouvelez-la à l’accueil.");
        case "unknown_card":
        case "offline_unknown_card":
            return qsTr("Le réseau est coupé, et nous ne\nconnaissons pas encore cette carte.");
        case "offline_limit":
            return qsTr("Le réseau est coupé\u202f: vous avez\nle maximum pour aujourd’hui.");
        case "offline_typed":
            return qsTr("Le réseau est coupé.\nRevenez avec votre carte.");
        case "offline_stale":
            return qsTr("Le réseau est coupé depuis longtemps.\nPassez à l’accueil.");
        case "unseen":
            return qsTr("Posez-le seul sur le plateau.\nSinon, donnez-le à l’accueil.");
        case "scan_it":
            return qsTr("Nous n’arrivons pas à le lire.\nPassez son code-barres.");
        case "in_pieces":
            return qsTr("Posez-le avec toutes ses pièces,\nou donnez-le à l’accueil.");
        case "lent_already":
            return qsTr("Il est noté comme prêté.\nDonnez-le à l’accueil.");
        case "bit_not_switched":
            return qsTr("Son antivol ne s’ouvre pas.\nDonnez-le à l’accueil.");
        case "storage":
            return qsTr("Nous ne pouvons pas le noter ici.\nDonnez-le à l’accueil.");
        default:
            return KitWords.refusal(reason) || qsTr("Nous n’arrivons pas à le lire.\nDonnez-le à l’accueil.");
        }
    }

    // What is wrong with the card or the PIN, and what to do.
    function notice(code: string, tries: int, date: string): string {
        switch (code) {
        case "":
            return "";
        case "wrong_pin":
            return tries > 0 ? qsTr("Ce n’est pas ce code. Encore %n essai(s).", "", tries) : qsTr("Ce n’est pas ce code. Essayez encore.");
        case "wrong_number_or_pin":
            return tries > 0 ? qsTr("Ce numéro ou ce code ne va pas. Encore %n essai(s)\u202f; l’accueil vous aide.", "", tries) : qsTr("Ce numéro ou ce code ne va pas. L’accueil vous aide.");
        case "locked":
            return qsTr("Trop d’essais. Cette carte attend un peu\u202f; l’accueil peut l’ouvrir.");
        case "blocked":
            return qsTr("Cette carte est en pause. Passez à l’accueil.");
        case "debt":
            return qsTr("Une somme reste à régler. Passez à l’accueil.");
        case "overdue":
            return qsTr("Un retard est trop ancien. Rendez-le, ou passez à l’accueil.");
        case "lost_items":
            return qsTr("Un document perdu reste à régler. Passez à l’accueil.");
        case "expired":
            return date === "" ? qsTr("Votre carte a pris fin. Renouvelez-la à l’accueil.") : qsTr("Votre carte a pris fin le %1. Renouvelez-la à l’accueil.").arg(words.day(date, false));
        case "unknown_card":
            return qsTr("Nous ne connaissons pas cette carte.");
        case "foreign_card":
            return qsTr("Cette carte est d’une autre bibliothèque.");
        case "no_identity":
            return qsTr("Le numéro de cette carte change à chaque lecture. Passez son code-barres, ou tapez le numéro imprimé.");
        case "no_network_card":
        case "offline_typed":
            return qsTr("Le réseau est coupé. Présentez votre carte, sans la taper.");
        case "no_network_lending":
        case "offline_stale":
            return qsTr("Le réseau est coupé. Pour emprunter, passez à l’accueil.");
        case "no_network_account":
            return qsTr("Le réseau est coupé. Votre compte revient avec lui.");
        case "no_network_hold":
            return qsTr("Le réseau est coupé. Les réservations reviennent avec lui.");
        case "scan_here":
            return qsTr("Celui-ci est déjà dans la liste.");
        case "scan_unknown":
            return qsTr("Passez l’autre code-barres, celui de la bibliothèque.");
        case "scan_card":
            return qsTr("C’est une carte. Touchez «\u202fUne autre carte\u202f» pour l’ajouter.");
        case "not_undone":
            return qsTr("Ce prêt reste fait : sa puce n’a pas suivi. L’accueil peut le reprendre.");
        case "offline_unknown_card":
            return qsTr("Le réseau est coupé, et cette carte nous est nouvelle. Passez à l’accueil.");
        case "offline_limit":
            return qsTr("Le réseau est coupé, et vous avez déjà le maximum.");
        default:
            return qsTr("Nous ne pouvons pas continuer ici. Passez à l’accueil.");
        }
    }

    function resting(reason: string): string {
        switch (reason) {
        case "starting":
            return qsTr("La borne se prépare.");
        case "closed":
            return qsTr("La bibliothèque est fermée. À bientôt.");
        case "reader":
            return qsTr("Le plateau ne répond pas. L’accueil prête et reprend vos livres.");
        default:
            return qsTr("L’accueil prête et reprend vos livres.");
        }
    }

    // Where a returned item goes.
    function placeTitle(kind: string, letter: string): string {
        switch (kind) {
        case "hold":
            return qsTr("Réservés");
        case "desk":
            return qsTr("À l’accueil");
        default:
            return qsTr("Chariot %1").arg(letter);
        }
    }

    function placeShape(kind: string, letter: string): string {
        if (kind === "hold")
            return qsTr("signet blanc");
        if (kind === "desk")
            return qsTr("silhouette blanche");
        switch (letter) {
        case "A":
            return qsTr("disque bleu");
        case "B":
            return qsTr("carré jaune");
        case "C":
            return qsTr("triangle vert");
        case "D":
            return qsTr("losange rouge");
        case "E":
            return qsTr("hexagone prune");
        default:
            return qsTr("flèche grise");
        }
    }

    function placeLine(kind: string, label: string): string {
        switch (kind) {
        case "transit":
            return qsTr("Il voyage vers %1.").arg(words.isolated(label));
        case "hold":
            return qsTr("Une autre personne l’attend.");
        case "desk":
            return qsTr("Quelqu’un le range pour vous.");
        default:
            return label;
        }
    }

    function things(count: int, onlyBooks: bool): string {
        return onlyBooks ? qsTr("%n livre(s)", "", count) : qsTr("%n document(s)", "", count);
    }

    function digitsMissing(count: int): string {
        return qsTr("Encore %n chiffre(s)", "", count);
    }

    // What turns the pages of a list; the last one leads back to the first.
    function turning(current: int, pages: int): string {
        const words = current + 1 < pages ? qsTr("Voir la suite · %1 sur %2") : qsTr("Revoir le début · %1 sur %2");
        return words.arg(current + 1).arg(pages);
    }
}
