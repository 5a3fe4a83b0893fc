// What the pages of the account, the undo and the gate say about a code. French is the source.
pragma Singleton

import QtQuick
import Beaupre.Look

QtObject {
    id: words

    function receipt(reason: string, day: string): string {
        if (reason === "lifted")
            return qsTr("À montrer à l’accueil.");
        const due = day === "" ? qsTr("Rendu.") : qsTr("À rendre le %1.").arg(Words.day(day, true));
        return reason === "unconfirmed" ? due + "\n" + qsTr("Enregistré hors réseau, à confirmer.") : due;
    }

    // Of several cards: whose it is.
    function card(person: string, number: int): string {
        return person !== "" ? person : qsTr("Carte %1").arg(number);
    }

    function whose(person: string, number: int, line: string): string {
        if (number === 0)
            return line;
        const card = Words.isolated(words.card(person, number));
        return line === "" ? card : card + " · " + line;
    }

    // 150 cents as "1,50 €".
    function money(cents: int): string {
        //: Qt locale of the amount, and the amount in its sentence
        // Western digits everywhere; so Arabic has their point, too.
        const point = Theme.arabic ? "." : Qt.locale(qsTr("fr")).decimalPoint;
        return qsTr("%1 €").arg((cents / 100).toFixed(2).replace(".", point));
    }

    // Whole euros without their cents.
    function price(cents: int): string {
        return cents % 100 === 0 ? qsTr("%1 €").arg(cents / 100) : words.money(cents);
    }

    function line(sort: string, status: string, reason: string, day: string, until: string, number: int, label: string, where: string): string {
        switch (sort) {
        case "loan":
            return words.loan(status, day, number);
        case "hold":
            return words.hold(status, reason, until, number, label, where);
        case "fee":
            return words.fee(reason, day);
        case "message":
            return words.message(status, reason, until, where);
        case "gate":
            return words.gate(status, reason);
        case "receipt":
            return words.receipt(reason, day);
        default:
            return qsTr("Prêté à l’instant.");
        }
    }

    function loan(status: string, day: string, late: int): string {
        if (status === "granted")
            return qsTr("Prolongé jusqu’au %1").arg(Words.day(day, false));
        return late > 0 ? qsTr("En retard de %n jour(s)", "", late) : qsTr("À rendre le %1").arg(Words.day(day, false));
    }

    function hold(status: string, reason: string, until: string, number: int, label: string, where: string): string {
        const place = Words.isolated(where);
        switch (status) {
        case "sure":
            return qsTr("Annuler cette réservation\u202f?");
        case "granted":
            return qsTr("Cette réservation est annulée.");
        case "refused":
            return words.refusal(reason);
        }
        if (label !== "")
            return until === "" ? qsTr("Elle vous attend\u202f: %1.").arg(place) : qsTr("Elle vous attend jusqu’au %1\u202f: %2.").arg(Words.day(until, false)).arg(place);
        return number <= 1 ? qsTr("Vous êtes la prochaine personne. Retrait\u202f: %1.").arg(place) : qsTr("%n personne(s) avant vous. Retrait\u202f: %1.", "", number - 1).arg(place);
    }

    // With big letters the shelf comes first.
    function shelf(label: string, until: string): string {
        return until === "" ? qsTr("Étagère %1.").arg(label) : qsTr("Étagère %1, jusqu’au %2.").arg(label).arg(Words.day(until, false));
    }

    function fee(reason: string, day: string): string {
        const since = Words.day(day, false);
        switch (reason) {
        case "overdue":
            return qsTr("Rendu en retard, le %1").arg(since);
        case "lost":
            return qsTr("Document perdu, le %1").arg(since);
        case "part":
            return qsTr("Pièce manquante, le %1").arg(since);
        default:
            return qsTr("Noté le %1").arg(since);
        }
    }

    function message(status: string, reason: string, until: string, where: string): string {
        if (status === "taken_back")
            return qsTr("Ce message n’est plus valable.");
        switch (reason) {
        case "hold_ready":
            return until === "" ? qsTr("Votre réservation vous attend.") : qsTr("Votre réservation vous attend jusqu’au %1.").arg(Words.day(until, false));
        case "hold_expired":
            return qsTr("Votre réservation a pris fin.");
        case "due_soon":
            return qsTr("À rendre bientôt\u202f: le %1.").arg(Words.day(until, false));
        case "overdue":
            return qsTr("À rendre depuis le %1.").arg(Words.day(until, false));
        case "loan_over_loan":
            return qsTr("Il a été prêté à une autre personne. Votre prêt est clos.");
        case "lost_seen":
            return qsTr("Nous l’avons retrouvé. Vous ne devez rien pour lui.");
        case "renew_not_holder":
            return qsTr("Ce prêt n’était plus à votre nom. Il n’est pas prolongé.");
        default:
            return qsTr("L’accueil vous en dira plus.");
        }
    }

    // Beside a line without a button: why there is none, or how far it is.
    function word(sort: string, status: string, reason: string, number: int): string {
        if (sort === "fee")
            return words.money(number);
        if (sort === "gate")
            return words.gateWord(status, reason);
        switch (status) {
        case "waiting":
            return qsTr("En attente");
        case "asking":
            return qsTr("Un instant…");
        case "granted":
            return sort === "loan" ? qsTr("C’est fait") : qsTr("Annulée");
        }
        return sort === "loan" ? words.refusalWord(reason) : "";
    }

    function refusalWord(reason: string): string {
        switch (reason) {
        case "":
            return "";
        case "reserved":
            return qsTr("Déjà attendu\u202f:\nà rendre");
        case "renewal_limit":
            return qsTr("Déjà prolongé\u202f:\nà rendre");
        case "overdue":
            return qsTr("À rendre");
        case "no_network":
            return qsTr("Pas de réseau");
        case "not_yours":
            return qsTr("Prêt clos");
        default:
            return qsTr("Voir l’accueil");
        }
    }

    function refusal(reason: string): string {
        switch (reason) {
        case "no_network":
            return qsTr("Le réseau est coupé. Rien n’a changé.");
        case "no_such_hold":
            return qsTr("Cette réservation n’existe plus.");
        default:
            return qsTr("Rien n’a changé. Passez à l’accueil.");
        }
    }

    // What was found of a thing at the gate, and what to do next.
    function gate(status: string, reason: string): string {
        switch (reason) {
        case "lent":
            return qsTr("Il est prêté, et sa puce le dit.");
        case "opened":
            return qsTr("Sa puce était restée fermée.\nVous pouvez sortir.");
        case "not_lent":
            return qsTr("Il n’est pas emprunté.\nEmpruntez-le, ou laissez-le ici.");
        case "closed":
            return qsTr("Il n’est pas emprunté. Sa puce\nest fermée maintenant.");
        case "lent_unread":
            return qsTr("Il est prêté. Posez-le sur le plateau,\nnous regardons sa puce.");
        case "unsure":
            return qsTr("Le réseau est coupé\u202f: nous ne savons pas.\nMontrez-le à l’accueil.");
        case "stuck":
            return qsTr("Sa puce ne répond pas.\nMontrez-le à l’accueil.");
        case "left_behind":
            return qsTr("Soulevez-le, puis reposez-le.");
        case "foreign":
            return qsTr("Il est à une autre bibliothèque,\net peut faire sonner.");
        case "":
            return qsTr("Encore un instant…");
        default:
            return Words.refusal(reason);
        }
    }

    function gateWord(status: string, reason: string): string {
        switch (reason) {
        case "lent":
            return qsTr("Ce n’est pas lui");
        case "opened":
            return qsTr("C’était lui");
        case "not_lent":
        case "closed":
            return qsTr("Il sonne");
        case "":
            return qsTr("Ne le bougez pas");
        default:
            return "";
        }
    }

    function button(action: string): string {
        switch (action) {
        case "renew":
            return qsTr("Prolonger");
        case "sure":
            return qsTr("Oui, annuler");
        default:
            return qsTr("Annuler");
        }
    }

    // How a call for help stands.
    function call(state: string): string {
        switch (state) {
        case "":
            return "";
        case "asking":
            return qsTr("Nous appelons…");
        case "waiting":
            return qsTr("L’accueil est appelé. Restez ici, quelqu’un va répondre.");
        case "coming":
            return qsTr("Quelqu’un vient vers vous.");
        default:
            return qsTr("L’appel ne passe pas\u202f: le réseau est coupé. Allez à l’accueil.");
        }
    }

    // One sentence on this page, for the help of the pages beside lending and returning.
    function help(page: string): string {
        switch (page) {
        case "account":
            return qsTr("Voici ce que vous avez à la maison. «\u202fProlonger\u202f» donne du temps.");
        case "holds":
            return qsTr("Voici ce que vous attendez. Ce qui est prêt a un numéro d’étagère.");
        case "messages":
            return qsTr("Voici ce que vous devez, et ce que nous vous avons écrit. Tout se règle à l’accueil.");
        case "undo":
            return qsTr("Un prêt fait par erreur s’annule ici pendant trente secondes.");
        case "gate":
            return qsTr("Posez sur le plateau ce que vous portez. L’écran dit ce qui sonne, et pourquoi.");
        case "finish":
            return qsTr("Choisissez votre ticket. Reprenez votre carte et vos livres.");
        case "receipt":
            return qsTr("Voici votre ticket. Visez le code avec un téléphone pour le garder.");
        default:
            return "";
        }
    }
}
