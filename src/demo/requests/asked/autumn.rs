//! What was asked in the autumn, most of it over.

use super::{Asked, How, asked};
use crate::demo::photos::Photo;
use crate::requests::{Tag, Wait};

pub(super) const ALL: &[Asked] = &[
    asked(
        "lift_stopped",
        (58, 492),
        "ru",
        "Лифт во втором подъезде стоит на первом этаже с открытыми дверями.",
        How::Closed(18, 5),
    )
    .said(&[(true, "Здравствуйте! Лифтовая фирма будет до обеда.")])
    .rated(true, &[Tag::Quick])
    .seen(Photo::LiftNotice)
    .joined(4),
    asked(
        "entrance_light",
        (55, 1145),
        "kk",
        "3-қабаттағы шам бірнеше күннен бері жанбайды, балалар қараңғыда жүр.",
        How::Closed(55, 26),
    )
    .on(3)
    .said(&[(true, "Сәлеметсіз бе! Электрик ертең таңертең келеді.")])
    .rated(true, &[Tag::Polite, Tag::Quick])
    .joined(2),
    asked("flat_leak", (52, 1241), "ru", "Капает кран на кухне, прокладку уже меняли.", How::Closed(160, 44))
        .said(&[(true, "Когда вы будете дома?"), (false, "После шести вечера."), (true, "Записали на завтра, 18:30.")])
        .rated(true, &[Tag::Clean])
        .seen(Photo::LeakingPipe),
    asked("yard_waste", (50, 570), "kk", "Қоқыс үш күннен бері шығарылмады, иісі бүкіл аулаға жайылды.", How::Closed(40, 8))
        .at("Контейнер алаңы")
        .said(&[(true, "Кешірім сұраймыз, көлік бұзылған екен. Бүгін шығарамыз.")])
        .rated(false, &[Tag::Slow])
        .joined(7),
    asked("flat_no_hot", (47, 445), "ru", "Нет горячей воды с вечера, холодная идёт нормально.", How::Closed(22, 6))
        .said(&[(true, "Авария на вводе, бригада уже работает.")])
        .rated(true, &[]),
    asked(
        "entrance_intercom",
        (45, 1130),
        "kk",
        "Домофон пәтерге қоңырау бермейді, есік тек кілтпен ашылады.",
        How::Closed(130, 70),
    )
    .said(&[(true, "Шебер сәрсенбіде келеді."), (false, "Рақмет, күтемін.")])
    .rated(true, &[Tag::Polite])
    .joined(3),
    asked(
        "office_charges",
        (43, 675),
        "ru",
        "В квитанции за сентябрь две строки «содержание». Это ошибка или перерасчёт?",
        How::Closed(95, 28),
    )
    .said(&[(true, "Это перерасчёт за август: расчёт приложили к лицевому счёту.")])
    .rated(true, &[Tag::Quick]),
    asked("yard_playground", (41, 980), "kk", "Әткеншектің тізбегі үзілген, бала құлап кете жаздады.", How::Closed(25, 22))
        .at("Балалар алаңы")
        .said(&[(true, "Алаңды қоршап қойдық, ертең жөндейміз.")])
        .rated(true, &[Tag::Quick, Tag::Polite])
        .seen(Photo::Playground)
        .joined(5),
    asked("flat_blockage", (39, 1270), "ru", "Засор на кухне, вода не уходит совсем.", How::Closed(30, 15))
        .rated(false, &[Tag::Dirty, Tag::Slow]),
    asked("entrance_dirty", (37, 600), "ru", "Полы в подъезде не мыли больше недели.", How::Closed(200, 30))
        .said(&[(true, "Уборщица была на больничном, сегодня всё вымоют.")])
        .joined(3),
    asked("flat_cold", (35, 415), "kk", "Батареялар жылымайды, үйде 17 градус. Кішкентай бала бар.", How::Closed(35, 9))
        .said(&[(true, "Слесарь жүйеден ауаны шығарады, бүгін келеді."), (false, "Жылыды, рақмет!")])
        .rated(true, &[Tag::Quick]),
    asked("yard_light", (33, 1180), "ru", "Фонарь у второго подъезда мигает и гаснет.", How::Closed(150, 96))
        .at("У второго подъезда")
        .rated(true, &[])
        .joined(2),
    asked("noise", (31, 1400), "ru", "Соседи сверху шумят после одиннадцати уже третий день.", How::Declined)
        .said(&[(true, "Мы поговорили с жильцами. После 23:00 за тишину отвечает полиция, 102.")]),
    asked("entrance_walls", (30, 755), "kk", "Бірінші қабатта сылақ түсіп жатыр, қабырғаны бояу керек.", How::Deferred(45))
        .on(1)
        .said(&[(true, "Бұл жұмысты көктемгі жөндеу жоспарына енгіздік.")])
        .joined(1),
    asked("roof_leak", (28, 485), "ru", "После дождя на девятом этаже мокрый потолок у лестницы.", How::Closed(48, 40))
        .on(9)
        .said(&[(true, "Кровельщики осмотрели, нашли щель у трубы.")])
        .rated(true, &[Tag::Again])
        .joined(2),
    asked("flat_meter", (27, 850), "kk", "Су есептегіштің пломбасын қайта қою керек.", How::Closed(300, 52)).rated(true, &[]),
    asked("lift_noise", (26, 1065), "ru", "Лифт дёргается между пятым и шестым этажом.", How::Closed(28, 20))
        .said(&[(true, "Механик отрегулировал привод дверей.")])
        .rated(true, &[Tag::Quick])
        .seen(Photo::LiftNotice)
        .joined(3),
    asked("office_meeting", (24, 1200), "kk", "Аулаға велосипед тұрағын қою туралы ұсыныс.", How::Closed(240, 60))
        .said(&[(true, "Жақсы ұсыныс! Келесі жиналыстың күн тәртібіне енгіземіз.")])
        .rated(true, &[Tag::Polite])
        .joined(6),
    asked("flat_ceiling", (22, 1335), "ru", "Капает с потолка в ванной, похоже, от соседей сверху.", How::Closed(20, 3))
        .said(&[(true, "Сантехник перекрыл стояк, у соседей заменили гибкую подводку.")])
        .rated(true, &[Tag::Quick, Tag::Clean])
        .seen(Photo::LeakingPipe),
    asked("yard_dogs", (21, 590), "kk", "Аулада қаңғыбас иттер жүр, балалар қорқады.", How::Forwarded)
        .said(&[(true, "Өтінішті 109-ға жібердік, нөмірін хабарлаймыз.")])
        .joined(4),
    asked("entrance_door", (20, 1110), "ru", "Дверь подъезда не закрывается, доводчик сломан.", How::Closed(75, 25))
        .rated(true, &[])
        .joined(3),
    asked("facade", (18, 820), "kk", "Екінші қабаттың тұсында қаптама босап тұр, құлап кетуі мүмкін.", How::Waiting(Wait::Third))
        .at("Аула жағы")
        .said(&[(true, "Құрылыс салушыға кепілдік бойынша хат жібердік.")])
        .joined(2),
];
