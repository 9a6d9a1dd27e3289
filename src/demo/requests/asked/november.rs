//! What was asked lately, most of it open.

use super::{Asked, How, asked};
use crate::demo::photos::Photo;
use crate::requests::{Tag, Wait};

pub(super) const ALL: &[Asked] = &[
    asked("office_documents", (17, 625), "ru", "Нужна справка об отсутствии задолженности для банка.", How::Closed(60, 22))
        .said(&[(true, "Готова, можно забрать в офисе до 18:00.")])
        .rated(true, &[Tag::Quick, Tag::Polite]),
    asked("flat_no_power", (15, 1085), "kk", "Пәтерде жарық өшті, көршілерде бар. Автомат қосылмайды.", How::Closed(15, 2))
        .said(&[(true, "Электрик шықты.")])
        .rated(true, &[Tag::Quick]),
    asked("basement_water", (14, 435), "ru", "В подвале у второго подъезда стоит вода, слышно, как течёт.", How::Closed(12, 4))
        .at("Подвал")
        .said(&[(true, "Перекрыли, откачиваем."), (true, "Заменили участок трубы.")])
        .rated(true, &[Tag::Quick])
        .seen(Photo::LeakingPipe)
        .joined(5),
    asked(
        "flat_ventilation",
        (13, 1165),
        "ru",
        "В ванной не тянет вентиляция, зеркало не высыхает.",
        How::Waiting(Wait::Resident),
    )
    .said(&[(true, "Когда можно прийти проверить канал?")]),
    asked("entrance_smell", (12, 665), "kk", "Жертөледен жағымсыз иіс шығады, тышқан да байқалды.", How::InWork(90))
        .said(&[(true, "Дезинсекция жұмаға жазылды.")])
        .joined(3),
    asked("yard_trees", (11, 930), "ru", "Ветки тополя задевают балкон третьего этажа.", How::Deferred(20))
        .at("Со двора")
        .on(3)
        .said(&[(true, "Обрезку делаем после листопада, записали.")])
        .seen(Photo::Courtyard)
        .joined(1),
    asked("lift_buttons", (10, 520), "kk", "Лифтіде 5-қабаттың түймесі жанбайды.", How::Done(60, 200)).joined(1),
    asked("yard_barrier", (9, 1135), "ru", "Шлагбаум не открывается с телефона, только с пульта.", How::Waiting(Wait::Parts))
        .at("Въезд")
        .said(&[(true, "Заказали плату приёмника, придёт на следующей неделе.")])
        .joined(6),
    asked("flat_leak", (6, 1220), "kk", "Жуынатын бөлмедегі қоспалауыш ағып тұр.", How::Done(45, 90))
        .by(0)
        .said(&[
            (true, "Сәлеметсіз бе! Сантехник Марат дүйсенбіде 10:00-де келеді."),
            (false, "Жарайды, үйде боламын."),
            (true, "Картридж ауыстырылды."),
        ])
        .seen(Photo::LeakingPipe),
    asked(
        "entrance_light",
        (5, 1215),
        "ru",
        "Мигает лампа на площадке второго этажа, неприятно заходить вечером.",
        How::InWork(70),
    )
    .by(1)
    .on(2)
    .said(&[(true, "Электрик заменит светильник до пятницы."), (false, "Спасибо!")])
    .joined(2),
    asked("floor_things", (5, 770), "ru", "Весь коридор восьмого этажа заставлен велосипедами и коробками.", How::Accepted(110))
        .on(8)
        .joined(1),
    asked("flat_cold", (4, 450), "kk", "Жатын бөлмедегі радиатордың жартысы суық.", How::Late)
        .by(2)
        .said(&[(true, "Слесарь келеді, бірақ қазір шығу көп. Кешірім сұраймыз.")]),
    asked("entrance_window", (3, 965), "ru", "Разбито стекло между четвёртым и пятым этажом, дует.", How::Accepted(35))
        .on(4)
        .said(&[(true, "Временно закроем фанерой, стекло заказано.")])
        .joined(2),
    asked("yard_snow", (2, 500), "kk", "Кіреберістің алдындағы мұз тазаланбаған, қарт кісілер тайып жатыр.", How::InWork(20))
        .at("1-кіреберіс")
        .said(&[(true, "Аула сыпырушы тұз сеуіп жатыр.")])
        .seen(Photo::Courtyard)
        .joined(4),
    asked("lift_stopped", (1, 1175), "ru", "Лифт первого подъезда не реагирует на вызов.", How::InWork(15))
        .said(&[(true, "Механик на месте, меняет контактор.")])
        .seen(Photo::LiftNotice)
        .joined(3),
    asked("office_charges", (1, 1040), "kk", "Қазан айының түбіртегінде жылу бағасы неге өсті?", How::Accepted(60)),
    asked("flat_no_cold", (0, 470), "ru", "Утром пропала холодная вода, у соседей по стояку тоже.", How::New),
    asked("entrance_dirty", (0, 550), "kk", "Кіреберісте жарнама қағаздары шашылып жатыр.", How::New).on(1).joined(1),
    asked("yard_parking", (0, 580), "ru", "Чёрный джип стоит на газоне у детской площадки второй день.", How::New)
        .at("Детская площадка")
        .seen(Photo::Playground)
        .joined(2),
];
