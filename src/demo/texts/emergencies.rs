//! Something broke.

use super::{Audience, Kind, Posted, Said, Text, Window};
use crate::demo::photos::Photo;

pub(super) const POWER: Text = Text {
    slug: "power-emergency",
    kind: Kind::Emergency,
    audience: Audience::Building(0),
    posted: Posted::MinutesAgo(50),
    window: Some(Window::Running { since: 15, more: 160 }),
    photo: None,
    title: Said {
        kk: "Үйде жарық сөнді: апат жойылып жатыр, шамамен сағат %{until} қосылады",
        ru: "Авария: в доме нет света, включат примерно в %{until}",
        en: "Emergency: no power, expected back at about %{until}",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

%{day}, сағат **%{from}** шамасында қосалқы станциядағы кабель істен шығып, үйде жарық сөнді. Электр желісінің апаттық бригадасы жұмыс істеп жатыр. Жарық шамамен сағат **%{until}** қосылады.

- **Лифтіге мінбеңіздер.** Лифтіде адам қалып қойса, кабинадағы түймені басыңыз немесе **+7 727 000 01 09** нөміріне қоңырау шалыңыз: механик үйде.
- Плита, үтік, теледидарды розеткадан ажыратып қойыңыздар: жарық қосылғанда кернеу секіруі мүмкін.
- Суық су қысымы жоғарғы қабаттарда төмендеуі мүмкін, сорғылар да токпен жұмыс істейді.

Жаңа мәлімет болса, осы хабарландыруды бірден жаңартамыз.",
        ru: "Уважаемые жители!

%{day}, около **%{from}**, на подстанции повредился кабель, и дом остался без света. Аварийная бригада электросетей уже работает. Свет обещают включить примерно в **%{until}**.

- **Не пользуйтесь лифтом.** Если в нём кто-то остался, нажмите кнопку в кабине или позвоните **+7 727 000 01 09**: механик на месте.
- Выключите из розеток плиту, утюг и телевизор: при включении возможен скачок напряжения.
- На верхних этажах может ослабеть напор холодной воды: насосы тоже работают от сети.

Как только узнаем что-то новое, обновим это объявление.",
        en: "Dear residents,

On %{day} at about **%{from}** a cable failed at the substation and the house lost power. A repair crew is at work; power is expected back at about **%{until}**.

- **Do not use the lift.** If somebody is stuck, press the button in the cabin or call **+7 727 000 01 09**: the mechanic is on site.
- Unplug cookers, irons and television sets.
- Water pressure on the upper floors may drop.

We will update this notice as soon as we know more.",
    },
};

pub(super) const WATER: Text = Text {
    slug: "water-emergency",
    kind: Kind::Emergency,
    audience: Audience::Complex(1),
    posted: Posted::DaysAgo(6, 14),
    window: Some(Window::Running { since: 40, more: 240 }),
    photo: Some(Photo::LeakingPipe),
    title: Said {
        kk: "Құбыр жарылды: суық су уақытша жабылды",
        ru: "Прорвало трубу: холодная вода временно отключена",
        en: "A pipe has burst: cold water is shut off for now",
    },
    body: Said {
        kk: "Құрметті тұрғындар!

Жертөледегі суық су құбыры жарылды. Төменгі қабаттарды су баспас үшін **%{day}, сағат %{from}** бүкіл кешеннің суын жабуға мәжбүр болдық. Слесарьлар құбырдың зақымданған бөлігін ауыстырып жатыр, су шамамен сағат **%{until}** беріледі.

Ауызсу таситын көлік аулада, екінші үйдің жанында тұрады: өз ыдыстарыңызбен келіңіздер. Жүріп-тұруы қиын көршілерге суды біздің қызметкерлер апарып береді, диспетчерге айтсаңыздар болғаны: **+7 727 000 01 09**.

Қоймаңызға немесе пәтеріңізге су кірген болса, суретке түсіріп, портал арқылы өтінім қалдырыңыз: комиссия келіп, акт жасайды.",
        ru: "Уважаемые жители!

В подвале прорвало трубу холодной воды. Чтобы не затопило нижние этажи, **%{day} в %{from}** нам пришлось перекрыть воду во всём комплексе. Слесари меняют повреждённый участок, воду дадим примерно в **%{until}**.

Машина с питьевой водой стоит во дворе у второго дома: приходите со своей посудой. Соседям, которым трудно ходить, воду принесут наши сотрудники — достаточно позвонить диспетчеру: **+7 727 000 01 09**.

Если вода попала в вашу кладовую или квартиру, сфотографируйте и оставьте заявку на портале: придёт комиссия и составит акт.",
        en: "Dear residents,

A cold-water pipe burst in the basement. To keep the lower floors dry we had to shut off the water of the whole complex **on %{day} at %{from}**. The damaged part is being replaced; water should be back at about **%{until}**.

A tank with drinking water stands in the courtyard. If you cannot come, call **+7 727 000 01 09** and we will bring water to you. If your flat or storage room was flooded, take a picture and send us a request.",
    },
};
