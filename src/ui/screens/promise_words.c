/* How promises are put into words and signs. */
#include <string.h>

#include "../prose.h"
#include "mend/base/date.h"
#include "promise_screens.h"

static const char *const weekdays[WEEK_DAYS] = {
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
};

void promise_put_day(struct str *out, int32_t day)
{
    int64_t wall;
    if (day_start(day, DAY_ENDS_AT, &wall))
        date_put_full(out, wall);
}

static void put_weekdays(struct str *out, unsigned days)
{
    bool first = true;
    for (int i = 0; i < WEEK_DAYS; i++) {
        if (!(days & (1U << i)))
            continue;
        str_printf(out, "%s%s", first ? "" : ", ", _(weekdays[i]));
        first = false;
    }
}

void promise_put_schedule(struct str *out, const struct schedule *schedule)
{
    switch (schedule->kind) {
    case SCHEDULE_ONCE:
        str_puts(out, _("by "));
        promise_put_day(out, schedule->by);
        break;
    case SCHEDULE_DAILY:
        str_puts(out, _("every day"));
        break;
    case SCHEDULE_WEEKDAYS:
        put_weekdays(out, schedule->weekdays);
        break;
    case SCHEDULE_WEEKLY:
        str_printf(out, ngettext("once a week", "%d times a week", (unsigned long)schedule->times),
                   schedule->times);
        break;
    case SCHEDULE_KINDS:
        break;
    }
}

void promise_put_rate(struct str *out, const struct promise_rate *rate)
{
    if (rate->counted)
        str_printf(out, _("kept %d of %d in four weeks"), rate->kept, rate->counted);
    if (rate->counted && rate->partly)
        str_printf(out, _(", %d more partly"), rate->partly);
    if (rate->open)
        str_printf(out,
                   ngettext("%s%d day is open", "%s%d days are open", (unsigned long)rate->open),
                   rate->counted ? "; " : "", rate->open);
}

enum month_mark promise_mark_of(enum promise_day day)
{
    static const enum month_mark marks[PROMISE_DAYS] = {
        [PROMISE_NOTHING] = MONTH_NOT_DUE,   [PROMISE_RESTS] = MONTH_PAUSED,
        [PROMISE_AHEAD] = MONTH_BLANK,       [PROMISE_DUE] = MONTH_DUE,
        [PROMISE_OPEN] = MONTH_OPEN,         [PROMISE_KEPT] = MONTH_KEPT,
        [PROMISE_PARTLY] = MONTH_PARTLY,     [PROMISE_NOT] = MONTH_NOT,
        [PROMISE_RELEASED] = MONTH_RELEASED,
    };
    return marks[day];
}

struct experiment_pair experiment_pair_of(const struct experiment *experiment)
{
    return (struct experiment_pair){
        .planned = experiment->record.day,
        .know = experiment->know_day == DAY_OPEN ? DAY_NONE : experiment->know_day,
        .told = experiment->concluded == DAY_OPEN ? DAY_NONE : experiment->concluded,
        .predicted = experiment->predicted,
        .actual = experiment->actual,
    };
}
