/*
 * Which days of an axis get a tick. Each distance has a cell count that its names want; the first
 * of the table whose ticks all have that much room is taken.
 */
#include "chart.h"
#include "day_words.h"
#include "mend/base/date.h"

static const struct step {
    enum chart_tick_unit unit;
    int length; /* days, months or years */
    int cells;
} steps[] = {
    {TICK_DAYS, 1, 9},         {TICK_DAYS, 7, 9},      {TICK_MONTHS, 1, 6},
    {TICK_MONTHS, 3, 6},       {TICK_MONTHS, 6, 6},    {TICK_YEARS, 1, 6},
    {TICK_YEARS, 2, 6},        {TICK_YEARS, 5, 6},     {TICK_YEARS, 10, 6},
    {TICK_YEARS, 20, 6},       {TICK_YEARS, 50, 6},    {TICK_YEARS, 100, 6},
    {TICK_YEARS, 1000, 8},     {TICK_YEARS, 10000, 8}, {TICK_YEARS, 100000, 10},
    {TICK_YEARS, 1000000, 10},
};

enum { STEPS = sizeof steps / sizeof steps[0] };

static int64_t floor_div(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

/* The number of DAY in a row of days, months or years that has a tick at every multiple of the
 * step's length. Weeks begin on a Monday. */
static int64_t place(const struct step *step, int32_t day)
{
    struct day date = day_from_number(day);
    if (step->unit == TICK_DAYS)
        return (int64_t)day + 3;
    if (step->unit == TICK_MONTHS)
        return (int64_t)date.year * 12 + date.month - 1;
    return date.year;
}

/* The day that place NUMBER begins with. */
static int64_t day_of_place(const struct step *step, int64_t number)
{
    if (step->unit == TICK_DAYS)
        return number - 3;
    if (step->unit == TICK_YEARS)
        return day_number((struct day){(int)number, 1, 1});
    int64_t year = floor_div(number, 12);
    return day_number((struct day){(int)year, (int)(number - year * 12) + 1, 1});
}

int chart_ticks(int32_t first, int32_t last, int columns, struct chart_tick ticks[CHART_TICKS])
{
    for (int i = 0; i < STEPS && first <= last; i++) {
        const struct step *step = &steps[i];
        int64_t from = floor_div(place(step, first), step->length);
        int64_t to = floor_div(place(step, last), step->length);
        if (day_of_place(step, from * step->length) < first)
            from++;
        if (to < from)
            break; /* nothing coarser is on the axis either */
        if (to - from >= CHART_TICKS || (to - from) * step->cells + step->cells / 2 > columns)
            continue;
        for (int64_t at = from; at <= to; at++)
            ticks[at - from] =
                (struct chart_tick){(int32_t)day_of_place(step, at * step->length), step->unit};
        return (int)(to - from + 1);
    }
    if (first > last || columns < 1)
        return 0;
    ticks[0] = (struct chart_tick){first, TICK_DAYS};
    return 1;
}

void chart_tick_name(struct str *out, const struct chart_tick *tick)
{
    struct day date = day_from_number(tick->day);
    if (tick->unit == TICK_DAYS)
        day_words(out, tick->day, DAY_SHORT, false);
    else if (tick->unit == TICK_YEARS || date.month == 1)
        str_printf(out, "%d", date.year);
    else
        str_puts(out, month_short_name(date.month));
}
