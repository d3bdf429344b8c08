/*
 * Both conversions are Howard Hinnant's, "chrono-Compatible Low-Level Date Algorithms": a year that
 * begins in March, in eras of 400 years.
 */
#include "civil.h"

#include "mend/base/message.h"

enum { ERA_DAYS = 146097, EPOCH = 719468 /* from 0000-03-01 to 1970-01-01 */ };

static const char *const month_names[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};
static const char *const short_month_names[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"),
                                                N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
                                                N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
static const char *const weekday_names[] = {N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
                                            N_("Thursday"), N_("Friday"),  N_("Saturday"),
                                            N_("Sunday")};
static const char *const short_weekday_names[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
                                                  N_("Fr"), N_("Sa"), N_("Su")};

struct civil civil_of(int32_t number)
{
    int64_t day = (int64_t)number + EPOCH;
    int64_t era = (day >= 0 ? day : day - (ERA_DAYS - 1)) / ERA_DAYS;
    int64_t of_era = day - era * ERA_DAYS;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153; /* from March */
    return (struct civil){
        .year = (int)(year + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(of_year - (153 * month + 2) / 5 + 1),
    };
}

int64_t civil_number(struct civil civil)
{
    int64_t year = civil.month <= 2 ? (int64_t)civil.year - 1 : civil.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

int civil_weekday(int32_t day)
{
    return (int)((((int64_t)day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

int civil_month_days(int year, int month)
{
    struct civil first = {year, month, 1};
    struct civil next =
        month < 12 ? (struct civil){year, month + 1, 1} : (struct civil){year + 1, 1, 1};
    return (int)(civil_number(next) - civil_number(first));
}

const char *civil_month_name(int month)
{
    return _(month_names[month - 1]);
}

const char *civil_short_month_name(int month)
{
    return _(short_month_names[month - 1]);
}

const char *civil_weekday_name(int weekday)
{
    return _(weekday_names[weekday]);
}

const char *civil_short_weekday_name(int weekday)
{
    return _(short_weekday_names[weekday]);
}

void civil_put(struct str *out, int32_t day, enum civil_form form, bool year)
{
    struct civil civil = civil_of(day);
    const char *month =
        form == CIVIL_LONG ? civil_month_name(civil.month) : civil_short_month_name(civil.month);
    /* TRANSLATORS: day of the month, month */
    str_printf(out, _("%1$d %2$s"), civil.day, month);
    if (year)
        str_printf(out, " %d", civil.year);
}

void civil_put_range(struct str *out, int32_t from, int32_t to, enum civil_form form, bool year)
{
    struct civil first = civil_of(from);
    struct civil last = civil_of(to);
    bool two_years = first.year != last.year;
    if (from == to) {
        civil_put(out, from, form, year);
        return;
    }
    if (first.month == last.month && !two_years)
        str_printf(out, "%d", first.day);
    else
        civil_put(out, from, form, two_years);
    str_puts(out, _(" to ")); /* TRANSLATORS: between two days */
    civil_put(out, to, form, year || two_years);
}
