#include "mend/base/date.h"

#include <time.h>

#include "mend/base/message.h"

static const char *const weekday_names[] = {N_("Sunday"),    N_("Monday"),   N_("Tuesday"),
                                            N_("Wednesday"), N_("Thursday"), N_("Friday"),
                                            N_("Saturday")};
static const char *const month_names[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};
static const char *const short_month_names[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"),
                                                N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
                                                N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};

struct date date_of(int64_t wall)
{
    time_t seconds = (time_t)wall;
    struct tm tm = {0};
    localtime_r(&seconds, &tm);
    return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                         tm.tm_wday,        tm.tm_hour,    tm.tm_min};
}

int64_t date_number(int year, int month, int day)
{
    int64_t from_march = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (from_march >= 0 ? from_march : from_march - 399) / 400;
    int64_t year_of_era = from_march - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static int64_t day_number(struct date date)
{
    return date_number(date.year, date.month, date.day);
}

int64_t date_days_between(int64_t a, int64_t b)
{
    return day_number(date_of(b)) - day_number(date_of(a));
}

bool date_read(const char *text, int64_t *wall)
{
    struct tm tm = {.tm_isdst = -1};
    const char *end = strptime(text, "%Y-%m-%d", &tm);
    if (!end || *end || tm.tm_year < 0 || tm.tm_year > 1100)
        return false;
    struct tm asked = tm;
    struct tm summer = tm;
    summer.tm_isdst = 1;
    time_t seconds = mktime(&tm);
    /* mktime turns 31 February into a day of March. */
    if (seconds == (time_t)-1 || tm.tm_mday != asked.tm_mday || tm.tm_mon != asked.tm_mon)
        return false;
    /* Where the clocks are set back at midnight, the first of two is the start of the day. */
    time_t earlier = mktime(&summer);
    bool twice = earlier != (time_t)-1 && earlier < seconds && summer.tm_hour == 0 &&
                 summer.tm_mday == asked.tm_mday;
    *wall = twice ? earlier : seconds;
    return true;
}

void date_put_long(struct str *out, int64_t wall)
{
    struct date date = date_of(wall);
    /* TRANSLATORS: weekday, day of the month, month */
    str_printf(out, _("%1$s %2$d %3$s"), _(weekday_names[date.weekday]), date.day,
               _(month_names[date.month - 1]));
}

void date_put_full(struct str *out, int64_t wall)
{
    struct date date = date_of(wall);
    str_printf(out, "%d %s %d", date.day, _(month_names[date.month - 1]), date.year);
}

void date_put_moment(struct str *out, int64_t wall)
{
    struct date date = date_of(wall);
    date_put_full(out, wall);
    str_printf(out, ", %d:%02d", date.hour, date.minute);
}

void date_put_short(struct str *out, int64_t wall, int64_t now)
{
    struct date date = date_of(wall);
    str_printf(out, "%d %s", date.day, _(short_month_names[date.month - 1]));
    if (date.year != date_of(now).year)
        str_printf(out, " %d", date.year);
}

void date_put_relative(struct str *out, int64_t wall, int64_t now)
{
    switch (date_days_between(wall, now)) {
    case 0:
        str_puts(out, _("today"));
        break;
    case 1:
        str_puts(out, _("yesterday"));
        break;
    default:
        date_put_short(out, wall, now);
    }
}
