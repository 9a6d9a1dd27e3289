//! Notices that the law asks for.
//!
//! The meeting: format, date, place, agenda and initiator, at least five calendar days before (Housing law, art. 42(6)). The
//! fee: the owners decide on it by a majority of all (art. 42(5)7, 42(8)), and a management company tells of a change of
//! its price three months before (art. 51-4(5)). See `reference/law-kz.md` §1.

use super::{Audience, Kind, On, Posted, Said, Text, Window};

pub(super) const MEETING: Text = Text {
    slug: "meeting",
    kind: Kind::Legal,
    audience: Audience::BuildingOwners(0),
    posted: Posted::DaysAgo(2, 12),
    window: Some(Window::Planned { after: 8, on: On::Saturday, from: 11, until: 13, more_days: 0 }),
    photo: None,
    title: Said {
        kk: "Меншік иелерінің жиналысы: %{day}, сағат %{from}",
        ru: "Собрание собственников: %{day}, %{from}",
        en: "Meeting of the owners: %{day}, %{from}",
    },
    body: Said {
        kk: "Құрметті пәтер мен тұрғын емес үй-жай иелері!

Сіздерді үйіміздің меншік иелерінің жиналысына шақырамыз.

- **Күні мен уақыты:** %{day} (%{weekday}), сағат %{from}
- **Өткізу форматы:** көзбе-көз, қатысып отырып
- **Орны:** 1-кіреберіс алдындағы аула; күн жауса, 1-қабаттағы холл
- **Бастамашы:** үй кеңесі

## Күн тәртібі

1. Жиналыстың төрағасы мен хатшысын сайлау.
2. Ортақ мүлікті басқаруға және күтіп-ұстауға арналған келесі жылғы сметаны бекіту.
3. Ағымдағы жарнаның мөлшерін белгілеу.
4. 2-кіреберіске пандус орнату.

Меншік иелерінің жартысынан көбі қатысса, жиналыс өтті деп саналады. Бір пәтер немесе бір тұрғын емес үй-жай — бір дауыс; жалға алушылар дауыс бермейді. Жеке куәлігіңізді және меншік құқығын растайтын құжатты ала келіңіз. Өзіңіз келе алмасаңыз, өкіліңізге сенімхат беріңіз.

Смета жобасымен порталдағы «Дауыс беру» бөлімінде немесе кеңседе танысуға болады. Сұрақтар бойынша: **+7 727 000 01 09**.",
        ru: "Уважаемые собственники квартир и нежилых помещений!

Приглашаем вас на собрание собственников нашего дома.

- **Дата и время:** %{day} (%{weekday}), %{from}
- **Формат:** явочный
- **Место:** двор у подъезда 1; в дождь — холл на первом этаже
- **Инициатор:** совет дома

## Повестка дня

1. Выборы председателя и секретаря собрания.
2. Утверждение сметы расходов на управление общим имуществом и его содержание на следующий год.
3. Размер текущих взносов.
4. Установка пандуса у подъезда 2.

Собрание состоится, если в нём участвует больше половины собственников. Одна квартира или одно нежилое помещение — один голос; арендаторы не голосуют. Возьмите с собой удостоверение личности и документ, подтверждающий право собственности. Если не сможете прийти, выдайте доверенность представителю.

Проект сметы можно посмотреть на портале в разделе «Голосования» или в офисе. Вопросы: **+7 727 000 01 09**.",
        en: "Dear owners,

You are invited to a meeting of the owners of our house.

- **When:** %{day} (%{weekday}), %{from}
- **Format:** in person
- **Where:** the courtyard at entrance 1, or the hall if it rains
- **Called by:** the house council

## Agenda

1. Election of the chair and the secretary.
2. The estimate of running costs for next year.
3. The monthly fee.
4. A ramp at entrance 2.

More than half of the owners must take part. One flat or shop is one vote; tenants do not vote. Bring your identity card and a proof of ownership. Questions: **+7 727 000 01 09**.",
    },
};

pub(super) const TARIFF: Text = Text {
    slug: "tariff",
    kind: Kind::Legal,
    audience: Audience::Owners,
    posted: Posted::DaysAgo(3, 10),
    window: Some(Window::FirstOfMonth(4)),
    photo: None,
    title: Said {
        kk: "Ортақ мүлікті күтіп-ұстау жарнасы %{day} күнінен бастап өзгереді",
        ru: "С %{day} изменится взнос на содержание общего имущества",
        en: "The maintenance fee changes from %{day}",
    },
    body: Said {
        kk: "Құрметті меншік иелері!

Меншік иелерінің жиналысында барлық меншік иелерінің көпшілік даусымен жаңа смета бекітілді. Осыған сәйкес **%{date}** күнінен бастап ортақ мүлікті басқару мен күтіп-ұстауға арналған ай сайынғы жарна мынадай болады:

- қазір: 1 м² үшін **55 ₸**;
- бекітілген жаңа мөлшері: 1 м² үшін **62 ₸**.

Мысалы, ауданы 61,4 м² пәтер үшін айына 3 377,00 ₸ орнына 3 806,80 ₸ төленеді.

Айырма аула сыпырушылар мен күзетшілердің жалақысына, лифтілерді күтуге және кіреберістерге жылына бір рет мұқият тазалауға жұмсалады. Шығындардың толық кестесі мен жиналыс хаттамасы порталдың «Құжаттар» бөлімінде тұр.

Есептеу түсініксіз болса, бухгалтерге жазыңыз немесе қоңырау шалыңыз: **+7 727 000 01 09**. Бес жұмыс күні ішінде жауап береміз.",
        ru: "Уважаемые собственники!

Собрание большинством голосов всех собственников утвердило новую смету. Поэтому с **%{date}** ежемесячный взнос на управление общим имуществом и его содержание составит:

- сейчас: **55 ₸** за 1 м²;
- новый размер: **62 ₸** за 1 м².

Например, за квартиру 61,4 м² вместо 3 377,00 ₸ в месяц нужно будет платить 3 806,80 ₸.

Разница пойдёт на зарплату дворников и охраны, обслуживание лифтов и генеральную уборку подъездов раз в год. Полная таблица расходов и протокол собрания лежат на портале в разделе «Документы».

Если расчёт непонятен, напишите бухгалтеру или позвоните: **+7 727 000 01 09**. Ответим в течение пяти рабочих дней.",
        en: "Dear owners,

By a majority of all owners the meeting has approved a new estimate. From **%{date}** the monthly fee for the common property changes:

- now: **55 ₸** for 1 m²;
- then: **62 ₸** for 1 m².

For a flat of 61.4 m² that is 3 806.80 ₸ a month instead of 3 377.00 ₸. The difference pays for cleaners and guards, the lifts, and a thorough cleaning of the entrances once a year. The minutes and the table of costs are on the portal.

Questions: **+7 727 000 01 09**. We answer within five working days.",
    },
};
