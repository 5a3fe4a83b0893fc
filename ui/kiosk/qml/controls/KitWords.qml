// What the pages of a kit say: parts by their names, what is missing, the charter in short. French
// is the source. A list of parts comes as lines of code, name and number, a tab between.
pragma Singleton

import QtQuick

QtObject {
    id: words

    // A part inside a sentence; one this program has no word for has its name of the catalogue.
    function part(code: string, name: string): string {
        switch (code) {
        case "reader":
            return qsTr("la liseuse");
        case "case":
            return qsTr("l’étui");
        case "cable":
            return qsTr("le câble");
        case "charger":
            return qsTr("le chargeur");
        case "pouch":
            return qsTr("la pochette");
        case "leaflet":
            return qsTr("la notice");
        default:
            return code.startsWith("#") ? qsTr("la partie %1 sur %2").arg(code.slice(1)).arg(name) : Words.isolated(name);
        }
    }

    function entries(parted: string): var {
        return parted === "" ? [] : parted.split("\n").map(line => line.split("\t"));
    }

    function listed(parted: string): string {
        return words.entries(parted).map(each => words.part(each[0], each[1])).join(qsTr(", "));
    }

    function priced(parted: string): string {
        return words.entries(parted).map(each => qsTr("%1 %2").arg(words.part(each[0], each[1])).arg(FlowWords.price(Number(each[2])).replace(" €", "\u00a0€"))).join(qsTr(", "));
    }

    function missing(parted: string): string {
        return qsTr("Il manque %1.").arg(words.listed(parted));
    }

    // The line of an item that has parts; empty where it is as with every other item.
    function line(status: string, reason: string, lacking: string, until: string, counted: bool): string {
        if (status === "waiting" && reason === "kit")
            return qsTr("Vérifions les pièces ensemble.");
        if (status === "waiting" && lacking !== "")
            return words.missing(lacking) + "\n" + qsTr("Posez tout ensemble.");
        if (reason === "incomplete" && lacking !== "")
            return words.missing(lacking) + "\n" + qsTr("Elle reste ici. Donnez-la à l’accueil.");
        if (status !== "done")
            return "";
        if (lacking !== "")
            return words.missing(lacking) + "\n" + (until === "" ? qsTr("Nous gardons le reste.") : qsTr("Nous gardons le reste\u202f; apportez-le avant le %1.").arg(Words.day(until, false)));
        return counted ? "" : qsTr("Vérifions les pièces ensemble.");
    }

    // Why a kit stays here; empty for the reasons of every item.
    function refusal(reason: string): string {
        switch (reason) {
        case "incomplete":
            return qsTr("Il manque une pièce.\nDonnez-la à l’accueil.");
        case "broken":
            return qsTr("Merci de nous le dire.\nDonnez-la à l’accueil.");
        case "unprepared":
            return qsTr("Elle n’est pas encore prête.\nDonnez-la à l’accueil.");
        case "not_taken":
            return qsTr("Elle reste ici.\nReposez-la pour recommencer.");
        case "guardian":
            return qsTr("Un parent signe la charte avec vous.\nPassez à l’accueil.");
        case "offline_charter":
            return qsTr("Le réseau est coupé\u202f: la charte\nne se signe pas maintenant.");
        default:
            return "";
        }
    }

    function notice(code: string): string {
        return code === "charter_outdated" ? qsTr("La charte vient de changer. Relisez-la.") : "";
    }

    // The charter in short: an icon and a sentence each.
    // The one sentence of the charter that no town can write beforehand.
    function kept(due: string): var {
        return due === "" ? [] : [{ icon: "calendar-blank", text: qsTr("Je la garde jusqu’au %1.").arg(Words.day(due, false)) }];
    }

    function brief(due: string, parts: int, prices: string): var {
        const found = words.kept(due);
        found.push({ icon: "user", text: qsTr("Je ne la prête pas. Je n’y change rien.") });
        found.push({ icon: "package", text: qsTr("Je rends les %n pièces ensemble.", "", parts) });
        if (prices !== "")
            found.push({ icon: "coins", text: qsTr("Si je perds\u202f: %1.").arg(words.priced(prices)) });
        return found;
    }

    function help(page: string): string {
        switch (page) {
        case "parts":
            return qsTr("Ouvrez la pochette. Touchez chaque pièce que vous voyez. Ce qui a une puce se coche tout seul.");
        case "charter":
            return qsTr("La charte dit ce que vous promettez. Vous la signez une seule fois.");
        default:
            return "";
        }
    }
}
