//! What comes every year.

use super::{Audience, Kind, On, Posted, Said, Text, Window};
use crate::demo::photos::Photo;

pub(super) const NAURYZ: Text = Text {
    slug: "nauryz",
    kind: Kind::Info,
    audience: Audience::Company,
    posted: Posted::Each(3, 12),
    window: Some(Window::Planned { after: 2, on: On::Saturday, from: 10, until: 13, more_days: 0 }),
    photo: Some(Photo::Courtyard),
    title: Said {
        kk: "Наурыз құтты болсын! %{day} — ауладағы сенбілік",
        ru: "С Наурызом! %{day} — субботник во дворе",
        en: "Happy Nauryz! A clean-up of the yard on %{day}",
    },
    body: Said {
        kk: "Ардақты көршілер!

Ұлыстың ұлы күні — Наурыз мейрамы құтты болсын! Ақ мол болсын, шаңырақтарыңызға береке, отбасыларыңызға денсаулық тілейміз.

Мерекені таза аулада қарсы алайық: **%{day} (%{weekday}), сағат %{from}–%{until}** аралығында сенбілікке шақырамыз.

- Күрек, тырма, қолғап пен қапшықтарды біз дайындаймыз.
- Алма және өрік көшеттерін отырғызамыз: әр кіреберіске бір-бірден.
- Балаларға арналған ойындар мен ортақ наурыз көже болады. Бауырсақ пісіріп әкелсеңіздер, дастарқанымыз тіпті жайнай түседі!

Уақытыңыз аз болса да келіңіз: жарты сағат еңбек етсеңіз де, аулаға үлкен көмек.",
        ru: "Дорогие соседи!

Поздравляем вас с Наурызом! Пусть год будет щедрым, в доме будет достаток, а родные — здоровы.

Давайте встретим праздник в чистом дворе: приглашаем на субботник **%{day} (%{weekday}), с %{from} до %{until}**.

- Лопаты, грабли, перчатки и мешки приготовим мы.
- Посадим яблони и абрикосы: по деревцу у каждого подъезда.
- Для детей будут игры, для всех — наурыз-коже. Если испечёте баурсаки, стол станет ещё богаче!

Приходите, даже если времени мало: и полчаса — большая помощь двору.",
        en: "Dear neighbours,

Happy Nauryz! May the year be generous, and may everyone at home be well.

Let us welcome the holiday in a clean yard: join us **on %{day} (%{weekday}), from %{from} to %{until}**. We bring spades, rakes, gloves and bags; together we will plant apple and apricot trees. There will be games for children and nauryz-kozhe for everyone. Half an hour of your time is a great help.",
    },
};

pub(super) const SNOW: Text = Text {
    slug: "snow",
    kind: Kind::Info,
    audience: Audience::Company,
    posted: Posted::Each(12, 4),
    window: None,
    photo: None,
    title: Said {
        kk: "Қар тазалау: көлікті ауланың ортасына қоймасаңыздар екен",
        ru: "Уборка снега: пожалуйста, не оставляйте машины посреди двора",
        en: "Snow removal: please keep the middle of the yard free",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

Түнде қалың қар жауды. Аула сыпырушыларымыз таңғы сағат 5-тен бері кіреберістерді, баспалдақтар мен жаяу жүргінші жолдарын тазалап жүр, тайғақ жерлерге құм себілді. Трактор аулаларды кезекпен аралайды.

Техника өте алуы үшін таңғы 9 бен кешкі 6 аралығында көліктеріңізді ауланың ортасында және қоқыс алаңының жанында қалдырмасаңыздар екен. Шатырдан қар мен мұз түсірілетін жерлер таспамен қоршалады: таспадан әрі өтпеңіздер, балаларға да ескертіңіздер.

Тайғақ немесе тазаланбай қалған жер көрсеңіздер, суретін портал арқылы жіберіңіздер, екі сағат ішінде келеміз. Абай болыңыздар!",
        ru: "Уважаемые жители!

Ночью выпало много снега. Дворники с пяти утра чистят входы, лестницы и дорожки, скользкие места посыпаны песком. Трактор объезжает дворы по очереди.

Чтобы техника могла проехать, с 9 утра до 6 вечера не оставляйте, пожалуйста, машины посреди двора и у мусорной площадки. Места, где сбрасывают снег и лёд с крыш, будут огорожены лентой: не заходите за неё и предупредите детей.

Увидите скользкое или неубранное место — пришлите фото через портал, приедем в течение двух часов. Берегите себя!",
        en: "Dear residents,

It snowed heavily last night. Our cleaners have been at work since five in the morning, and a tractor goes from yard to yard. To let it pass, please do not leave cars in the middle of the yard or by the bins between 9:00 and 18:00.

Where snow is thrown from the roofs there will be tape: please stay behind it. If you see a slippery place, send us a picture and we will come within two hours.",
    },
};

pub(super) const HEATING: Text = Text {
    slug: "heating",
    kind: Kind::Info,
    audience: Audience::Company,
    posted: Posted::Each(10, 8),
    window: Some(Window::Planned { after: 4, on: On::Weekdays, from: 8, until: 18, more_days: 3 }),
    photo: None,
    title: Said {
        kk: "Жылу маусымы басталады: %{day}",
        ru: "Начинается отопительный сезон: %{day}",
        en: "The heating season begins on %{day}",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

Үйлеріміз қысқа дайын: құбырлар жуылып, қысыммен сыналды, жылу пункттерінің сүзгілері ауыстырылды. Жылу **%{day}** күні беріле бастайды; жүйе толық реттеліп, барлық батарея **%{last}** күніне қарай жылуы тиіс.

Алғашқы күндері батареялардан дыбыс шығуы немесе біреуі жылып, екіншісі суық тұруы мүмкін — жүйеде ауа бар. Мұндайда:

1. радиатордың реттегішін толық ашыңыз;
2. жоғарғы қабатта тұрсаңыз, ауа шығаратын кранды өзіңіз бұрамаңыз — слесарь келеді;
3. бір тәуліктен кейін де жылымаса, портал арқылы өтінім беріңіз.

Құбырдан су тамса, күтпеңіз, бірден қоңырау шалыңыз: **+7 727 000 01 09**. Жылы қыс болсын!",
        ru: "Уважаемые жители!

Наши дома готовы к зиме: трубы промыты и проверены давлением, в тепловых пунктах заменены фильтры. Тепло начнут подавать **%{day}**; чтобы настроить систему целиком, нужно несколько дней, и к **%{last}** все батареи должны быть тёплыми.

В первые дни батареи могут шуметь, а одна греть, пока другая холодная, — в системе воздух. Тогда:

1. полностью откройте регулятор на радиаторе;
2. если живёте на верхнем этаже, не открывайте воздушный кран сами — придёт слесарь;
3. если и через сутки холодно, оставьте заявку на портале.

Если из трубы капает, не ждите, звоните сразу: **+7 727 000 01 09**. Тёплой зимы!",
        en: "Dear residents,

Our houses are ready for winter. Heating starts **on %{day}**, and by **%{last}** all radiators should be warm.

In the first days radiators may make noise or stay cold because of air in the pipes. Open the regulator fully; do not open the air valve on the top floor yourself. If it is still cold after a day, send us a request. If something leaks, call at once: **+7 727 000 01 09**. Have a warm winter!",
    },
};
