//! What the other company, «Есіл Сервис», tells its residents.

use super::{Audience, Kind, On, Posted, Said, Text, Window};

pub(super) const WELCOME: Text = Text {
    slug: "esil-welcome",
    kind: Kind::Info,
    audience: Audience::Company,
    posted: Posted::DaysAgo(30, 10),
    window: None,
    photo: None,
    title: Said {
        kk: "«Есіл Сервис» порталына қош келдіңіздер!",
        ru: "Добро пожаловать на портал «Есіл Сервис»!",
        en: "Welcome to the portal of Esil Service!",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

Енді хабарландыруларды оқуға, өтінім беруге және оның қалай орындалып жатқанын көруге телефоныңыз жеткілікті. Кеңсеге келіп, кезекте тұрудың қажеті жоқ.

Порталға кіре алмаған көршілеріңізге көмектесіп жіберіңіздерші: кеңседе оларға бес минутта тіркеліп береміз. Қағаз түбіртектер де бұрынғыдай таратыла береді.",
        ru: "Уважаемые жители!

Теперь, чтобы прочитать объявление, оставить заявку и увидеть, как она выполняется, достаточно телефона. Приходить в офис и стоять в очереди не нужно.

Пожалуйста, помогите соседям, у которых войти не получилось: в офисе мы зарегистрируем их за пять минут. Бумажные квитанции будут, как и раньше.",
        en: "Dear residents,

A phone is now enough to read announcements, send a request and see how it is going. If a neighbour cannot sign in, our office will help in five minutes. Paper bills stay as they were.",
    },
};

pub(super) const DISINFECTION: Text = Text {
    slug: "esil-disinfection",
    kind: Kind::Info,
    audience: Audience::Building(0),
    posted: Posted::DaysAgo(3, 14),
    window: Some(Window::Planned { after: 5, on: On::Weekdays, from: 9, until: 12, more_days: 0 }),
    photo: None,
    title: Said {
        kk: "Жертөле мен қоқыс камералары залалсыздандырылады: %{day}",
        ru: "Обработка подвала и мусорных камер: %{day}",
        en: "Disinfection of the basement on %{day}",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

**%{day}, сағат %{from}–%{until}** аралығында жертөле мен қоқыс камералары жәндіктерге қарсы өңделеді. Қолданылатын зат адамға қауіпсіз, бірақ иісі екі сағаттай сезілуі мүмкін.

Осы уақытта төменгі қабаттардың терезелерін жауып қойыңыздар, жертөлеге түспеңіздер және үй жануарларын аулаға жалғыз жібермеңіздер.",
        ru: "Уважаемые жители!

**%{day}, с %{from} до %{until}**, подвал и мусорные камеры обработают от насекомых. Средство безопасно для людей, но запах может держаться часа два.

На это время закройте, пожалуйста, окна на нижних этажах, не спускайтесь в подвал и не выпускайте питомцев во двор одних.",
        en: "Dear residents,

**On %{day}, from %{from} to %{until}**, the basement and the waste rooms will be treated against insects. Please close the windows of the lower floors, stay out of the basement and keep your pets with you.",
    },
};
