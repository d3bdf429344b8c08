#include "day_words.h"

#include "mend/base/date.h"
#include "mend/base/message.h"

void day_words(struct str *out, int32_t day, enum day_form form, bool year)
{
    struct day date = day_from_number(day);
    const char *month = form == DAY_LONG ? month_name(date.month) : month_short_name(date.month);
    /* TRANSLATORS: day of the month, month */
    str_printf(out, _("%1$d %2$s"), date.day, month);
    if (year)
        str_printf(out, " %d", date.year);
}

void day_words_range(struct str *out, int32_t from, int32_t to, enum day_form form, bool year)
{
    struct day first = day_from_number(from);
    struct day last = day_from_number(to);
    bool two_years = first.year != last.year;
    if (from == to) {
        day_words(out, from, form, year);
        return;
    }
    if (first.month == last.month && !two_years)
        str_printf(out, "%d", first.day);
    else
        day_words(out, from, form, two_years);
    str_puts(out, _(" to ")); /* TRANSLATORS: between two days */
    day_words(out, to, form, year || two_years);
}
