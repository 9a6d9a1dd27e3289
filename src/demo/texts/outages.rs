//! Planned breaks.

use super::{Audience, Kind, On, Posted, Said, Text, Window};
use crate::demo::photos::Photo;

pub(super) const HOT_WATER: Text = Text {
    slug: "hot-water",
    kind: Kind::Outage,
    audience: Audience::Complex(0),
    posted: Posted::DaysAgo(1, 11),
    window: Some(Window::Planned { after: 3, on: On::Weekdays, from: 9, until: 18, more_days: 1 }),
    photo: None,
    title: Said {
        kk: "%{day} – %{last} аралығында ыстық су болмайды",
        ru: "С %{day} по %{last} не будет горячей воды",
        en: "No hot water from %{day} to %{last}",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

Жылу желілері қысымға сыналатындықтан, ыстық су **%{day}, %{from} – %{last}, %{until}** аралығында берілмейді. Суық су әдеттегідей болады.

Сіздерден өтінеміз:

- ыстық су шүмектерін жабық ұстаңыздар, үйден шығарда тағы бір тексеріп қойыңыздар;
- су қайта берілгенде, оны мөлдір болғанша бірнеше минут ағызып жіберіңіздер;
- шүмектен немесе құбырдан су тамып тұрғанын байқасаңыздар, бірден диспетчерге хабарлаңыздар.

Ыстық су болмаған уақыт үшін ақы алынбайды: қайта есептеу келесі түбіртекте көрсетіледі, ол үшін өтініш жазудың қажеті жоқ.

Диспетчер тәулік бойы байланыста: **+7 727 000 01 09**. Түсіністікпен қарағандарыңыз үшін рақмет!",
        ru: "Уважаемые жители!

Теплосети проверяют трубы под давлением, поэтому горячей воды не будет **с %{from} %{day} до %{until} %{last}**. Холодная вода будет как обычно.

Пожалуйста:

- держите краны горячей воды закрытыми и ещё раз проверьте их, когда уходите из дома;
- когда воду дадут, пропустите её несколько минут, пока не станет прозрачной;
- если заметите, что капает кран или труба, сразу сообщите диспетчеру.

За время без горячей воды платить не нужно: перерасчёт появится в следующей квитанции сам, заявление писать не надо.

Диспетчер на связи круглосуточно: **+7 727 000 01 09**. Спасибо за понимание!",
        en: "Dear residents,

The heating network is being pressure-tested, so there will be no hot water **from %{from} on %{day} until %{until} on %{last}**. Cold water will run as usual.

Please keep hot taps closed, and let the water run for a few minutes when it is back. You will not be charged for this time: the correction appears in your next bill by itself.

The dispatcher answers day and night: **+7 727 000 01 09**. Thank you for your patience!",
    },
};

pub(super) const LIFT: Text = Text {
    slug: "lift-repair",
    kind: Kind::Outage,
    audience: Audience::Entrance(2, 0),
    posted: Posted::MinutesAgo(5 * 60),
    window: Some(Window::Planned { after: 1, on: On::Weekdays, from: 10, until: 17, more_days: 0 }),
    photo: Some(Photo::LiftNotice),
    title: Said {
        kk: "Лифт жөндеуге тоқтатылады: %{day}",
        ru: "Лифт остановят на ремонт: %{day}",
        en: "The lift will stop for repair on %{day}",
    },
    body: Said {
        kk: "Құрметті көршілер!

**%{day}, сағат %{from}–%{until}** аралығында кіреберістегі лифт жұмыс істемейді. Мамандар тозған арқанды ауыстырып, жиі кептеліп қалатын есікті реттейді.

Бұл уақытта баспалдақпен жүруге тура келеді. Көтерілу қиын болса — егде кісілерге, арбамен жүретіндерге, сәбиі бар ата-аналарға — көмектесеміз: **+7 727 000 01 09** нөміріне қоңырау шалсаңыз, кезекші келіп, заттарыңызды көтерісіп береді.

Жұмыс ертерек бітсе, лифт бірден қосылады. Қолайсыздық үшін кешірім сұраймыз.",
        ru: "Уважаемые соседи!

**%{day}, с %{from} до %{until}**, лифт в подъезде работать не будет. Мастера заменят изношенный канат и отрегулируют двери, которые в последнее время часто заедают.

В это время придётся подниматься пешком. Если это трудно — пожилым соседям, тем, кто передвигается на коляске, родителям с малышами — мы поможем: позвоните по номеру **+7 727 000 01 09**, дежурный придёт и поможет донести вещи.

Закончим раньше — сразу включим. Просим прощения за неудобство.",
        en: "Dear neighbours,

**On %{day}, from %{from} to %{until}**, the lift in your entrance will be out of service. A worn rope will be replaced and the doors, which often jam, will be adjusted.

If the stairs are hard for you, call **+7 727 000 01 09** and somebody will come to help. We will switch the lift on as soon as the work is done.",
    },
};
