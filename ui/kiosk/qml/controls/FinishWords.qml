// What the end of a session says of receipts, by code. French is the source.
pragma Singleton

import QtQuick

QtObject {
    function icon(way: string): string {
        switch (way) {
        case "paper":
            return "printer";
        case "mail":
            return "envelope-simple";
        case "screen":
            return "qr-code";
        default:
            return "leaf";
        }
    }

    function way(way: string): string {
        switch (way) {
        case "paper":
            return qsTr("Sur papier");
        case "mail":
            return qsTr("Par courriel");
        case "screen":
            return qsTr("À l’écran");
        default:
            return qsTr("Pas de ticket");
        }
    }

    function line(way: string, mail: string, alone: bool): string {
        switch (way) {
        case "paper":
            return qsTr("Il sort de la borne");
        case "mail":
            return mail !== "" ? mail : qsTr("À chaque adresse connue");
        case "screen":
            return qsTr("Un code à viser");
        default:
            return alone ? qsTr("Carte suivante") : qsTr("J’ai fini");
        }
    }

    function doing(by: string): string {
        return by === "paper" ? qsTr("Le ticket s’imprime.") : qsTr("Nous préparons le courriel.");
    }

    function done(by: string, mail: string, mailed: int): string {
        if (by === "paper")
            return qsTr("Prenez votre ticket.");
        return mail !== "" ? qsTr("Le ticket part vers %1.").arg(mail) : qsTr("%n ticket(s) part(ent) par courriel.", "", mailed);
    }

    // Why it did not come, and that there are other ways.
    function failed(reason: string): string {
        switch (reason) {
        case "":
            return "";
        case "paper":
            return qsTr("Il n’y a plus de papier. Choisissez autrement.");
        case "printer":
            return qsTr("L’imprimante ne répond pas. Choisissez autrement.");
        case "no_network":
            return qsTr("Le réseau est coupé : pas de courriel. Choisissez autrement.");
        default:
            return qsTr("Le courriel ne part pas. Choisissez autrement.");
        }
    }
}
