// What the pages of looking around say about a code. French is the source.
pragma Singleton

import QtQuick
import Beaupre.Look

QtObject {
    id: words

    function kind(code: string): string {
        switch (code) {
        case "book":
            return qsTr("Livre");
        case "comic":
            return qsTr("Bande dessinée");
        case "film":
        case "dvd":
            return qsTr("Film");
        case "disc":
            return qsTr("Disque");
        case "magazine":
            return qsTr("Revue");
        case "game":
            return qsTr("Jeu");
        case "ereader":
        case "kit":
            return qsTr("Liseuse");
        case "ebook":
            return qsTr("Livre numérique");
        case "audiobook":
            return qsTr("Livre audio");
        case "online":
            return qsTr("En ligne");
        default:
            return qsTr("Document");
        }
    }

    function kinds(code: string): string {
        switch (code) {
        case "book":
            return qsTr("Livres");
        case "comic":
            return qsTr("Bandes dessinées");
        case "film":
        case "dvd":
            return qsTr("Films");
        case "disc":
            return qsTr("Disques");
        case "magazine":
            return qsTr("Revues");
        case "game":
            return qsTr("Jeux");
        case "ereader":
        case "kit":
            return qsTr("Appareils");
        case "ebook":
            return qsTr("Livres numériques");
        case "audiobook":
            return qsTr("Livres audio");
        default:
            return qsTr("Autres");
        }
    }

    function language(code: string): string {
        switch (code) {
        case "fr":
            return qsTr("en français");
        case "en":
            return qsTr("en anglais");
        case "es":
            return qsTr("en espagnol");
        case "ar":
            return qsTr("en arabe");
        case "de":
            return qsTr("en allemand");
        case "it":
            return qsTr("en italien");
        case "pt":
            return qsTr("en portugais");
        default:
            return code;
        }
    }

    function audience(code: string): string {
        switch (code) {
        case "adult":
            return qsTr("Adultes");
        case "youth":
        case "teen":
            return qsTr("Adolescents");
        case "child":
            return qsTr("Enfants");
        default:
            return qsTr("Pour tous");
        }
    }

    // "Jules Verne · Livre · 1870".
    function about(author: string, code: string, year: int): string {
        return [Words.isolated(author), code === "" ? "" : words.kind(code), year > 0 ? String(year) : ""].filter(part => part !== "").join(" · ");
    }

    // `back`: the ISO day it is due, where that is known.
    function place(sort: string, branch: string, shelf: string, machine: string, back: string): string {
        switch (sort) {
        case "here":
            return shelf === "" ? qsTr("Ici, en rayon") : qsTr("Ici, %1").arg(Words.isolated(shelf));
        case "machine_here":
            return qsTr("Ici, sur «\u202f%1\u202f»").arg(Words.isolated(machine));
        case "elsewhere":
            return qsTr("À %1").arg(Words.isolated(branch));
        case "machine":
            return qsTr("Sur «\u202f%1\u202f»").arg(Words.isolated(machine));
        case "online":
            return qsTr("En ligne, chez vous");
        case "reference":
            return qsTr("Se lit sur place");
        case "machine_lent":
            return back !== "" ? qsTr("Appareil · retour le %1").arg(Words.day(back, false)) : qsTr("Sur un appareil emprunté");
        case "lent":
            return back !== "" ? qsTr("Sorti · retour le %1").arg(Words.day(back, false)) : qsTr("Emprunté en ce moment");
        default:
            return qsTr("Pas dans nos rayons");
        }
    }

    function icon(sort: string): string {
        switch (sort) {
        case "here":
            return "check-circle";
        case "machine_here":
        case "machine":
        case "machine_lent":
            return "device-tablet";
        case "elsewhere":
            return "map-pin";
        case "online":
            return "globe";
        case "reference":
            return "book-open";
        default:
            return "x-circle";
        }
    }

    // Green only what can be had now, here.
    function color(sort: string): color {
        switch (sort) {
        case "here":
        case "machine_here":
            return Theme.done;
        case "online":
            return Theme.doing;
        case "elsewhere":
        case "machine":
            return Theme.ink;
        default:
            return Theme.ink2;
        }
    }

    function near(sort: string): bool {
        return sort === "here" || sort === "machine_here";
    }

    // Of one branch, in the list of a title.
    function counted(copies: int, available: int, sort: string, back: string): string {
        if (sort === "reference")
            return qsTr("Se lit sur place");
        if (available === 0 && back !== "")
            return copies === 1 ? qsTr("Sorti · retour le %1").arg(Words.day(back, false)) : qsTr("%n exemplaire(s), le premier de retour le %1", "", copies).arg(Words.day(back, false));
        if (available === 0)
            return copies === 1 ? qsTr("Emprunté") : qsTr("%n exemplaire(s), tous empruntés", "", copies);
        return copies === 1 ? qsTr("Disponible") : qsTr("%n disponible(s) sur %1", "", available).arg(copies);
    }

    function action(code: string): string {
        switch (code) {
        case "find":
            return qsTr("Le trouver");
        case "hold":
            return qsTr("Réserver");
        default:
            return qsTr("Voir");
        }
    }

    function actionIcon(code: string): string {
        return code === "find" ? "map-pin" : code === "hold" ? "bookmark-simple" : "book-open";
    }

    function facet(code: string): string {
        switch (code) {
        case "kind":
            return qsTr("Quoi");
        case "language":
            return qsTr("Langue");
        case "audience":
            return qsTr("Pour qui");
        case "branch":
            return qsTr("Où");
        case "available":
            return qsTr("Quand");
        case "ereader":
            return qsTr("Sur quel appareil");
        default:
            return "";
        }
    }

    function chip(facet: string, value: string, name: string): string {
        switch (facet) {
        case "":
            return qsTr("Tout");
        case "here_now":
            return qsTr("Ici, maintenant");
        case "ereaders":
            return qsTr("Liseuses");
        case "online":
            return qsTr("En ligne");
        case "kind":
            return words.kinds(value);
        case "language":
            return Words.capital(words.language(value));
        case "audience":
            return words.audience(value);
        case "available":
            return qsTr("Libre maintenant");
        default:
            return Words.isolated(name !== "" ? name : value);
        }
    }

    function known(clock: string, day: string, today: string): string {
        if (clock === "")
            return qsTr("Le réseau est coupé. Voici ce que nous savons ici.");
        return day === today ? qsTr("Le réseau est coupé. Voici ce que nous savions à %1.").arg(Words.clock(clock)) : qsTr("Le réseau est coupé. Voici ce que nous savions le %1.").arg(Words.day(day, false));
    }

    // How long she waits, once it is reserved.
    function queue(place: int, ready: bool): string {
        if (ready)
            return qsTr("Un exemplaire est déjà de côté pour vous.");
        return place <= 1 ? qsTr("Vous êtes la prochaine personne.") : qsTr("%n personne(s) avant vous.", "", place - 1);
    }

    // Why nothing was reserved, and what to do.
    function refusal(reason: string): string {
        switch (reason) {
        case "no_network":
            return qsTr("Le réseau est coupé. Rien n’est réservé. Revenez plus tard, ou demandez à l’accueil.");
        case "already_held":
            return qsTr("Vous l’avez déjà réservé. Nous vous prévenons dès qu’il est prêt.");
        case "already_on_loan":
            return qsTr("Vous l’avez déjà à la maison. Vous pouvez le prolonger dans «\u202fMon compte\u202f».");
        case "on_shelf":
            return qsTr("Il est en rayon là-bas, pour tout le monde. Prenez-le, ou choisissez un autre lieu.");
        case "hold_limit":
            return qsTr("Vous avez le maximum de réservations. Annulez-en une, puis réservez celui-ci.");
        case "not_for_loan":
            return qsTr("Il se lit sur place. Il ne se réserve pas.");
        case "age":
            return qsTr("Votre carte ne permet pas ce prêt. Demandez à l’accueil.");
        case "unknown_item":
            return qsTr("Nous n’avons plus ce titre. L’accueil en cherche un autre avec vous.");
        case "unknown_branch":
            return qsTr("Ce lieu ne reçoit pas de réservations. Choisissez-en un autre.");
        case "storage":
            return qsTr("Nous ne pouvons pas le noter ici. Demandez à l’accueil.");
        case "blocked":
        case "debt":
        case "overdue":
        case "lost_items":
        case "expired":
            return Words.notice(reason, -1, "");
        default:
            return qsTr("Rien n’est réservé. L’accueil vous aide.");
        }
    }

    // One sentence on this page, for the help.
    function help(page: string): string {
        switch (page) {
        case "search":
            return qsTr("Tapez un titre, un nom ou un sujet. L’écran dit où se trouve chaque titre.");
        case "title":
            return qsTr("Voici où se trouve ce titre. «\u202fRéserver\u202f» le met de côté pour vous.");
        case "pickup":
            return qsTr("Choisissez où vous venez le chercher. Nous vous prévenons quand il est prêt.");
        default:
            return "";
        }
    }
}
