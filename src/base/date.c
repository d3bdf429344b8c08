#include "mend/base/date.h"

#include <stdio.h>
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

static const char *const short_weekday_names[] = {N_("Su"), N_("Mo"), N_("Tu"), N_("We"),
                                                  N_("Th"), N_("Fr"), N_("Sa")};

struct date date_of(int64_t wall)
{
    time_t seconds = (time_t)wall;
    struct tm tm = {0};
    localtime_r(&seconds, &tm);
    return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                         tm.tm_wday,        tm.tm_hour,    tm.tm_min};
}

int64_t date_days_between(int64_t a, int64_t b)
{
    return day_number(day_at(b)) - day_number(day_at(a));
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

/* ---- days without a clock ---- */

struct day day_at(int64_t wall)
{
    struct date date = date_of(wall);
    return (struct day){date.year, date.month, date.day};
}

/* days_from_civil in Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms". */
int64_t day_number(struct day day)
{
    int64_t year = day.month <= 2 ? day.year - 1 : day.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

/* civil_from_days, from the same place. */
struct day day_from_number(int64_t number)
{
    int64_t days = number + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* 0 is March */
    int64_t year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);
    return (struct day){(int)year, (int)(month + (month < 10 ? 3 : -9)),
                        (int)(day_of_year - (153 * month + 2) / 5 + 1)};
}

int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool day_read(const char *text, struct day *day)
{
    int numbers[3] = {0};
    for (int i = 0; i < DAY_SIZE - 1; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
        int *number = &numbers[i < 4 ? 0 : i < 7 ? 1 : 2];
        *number = dash ? *number : *number * 10 + (text[i] - '0');
    }
    if (text[DAY_SIZE - 1] || numbers[0] < DAY_FIRST_YEAR || numbers[0] > DAY_LAST_YEAR ||
        numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1 ||
        numbers[2] > days_in_month(numbers[0], numbers[1]))
        return false;
    *day = (struct day){numbers[0], numbers[1], numbers[2]};
    return true;
}

void day_write(struct day day, char *text)
{
    char whole[48];
    snprintf(whole, sizeof whole, "%04d-%02d-%02d", day.year, day.month, day.day);
    snprintf(text, DAY_SIZE, "%.10s", whole);
}

int weekday_of(struct day day)
{
    int64_t since_sunday = (day_number(day) + 4) % 7; /* 1 January 1970 was a Thursday */
    return (int)(since_sunday < 0 ? since_sunday + 7 : since_sunday);
}

struct day day_plus(struct day day, int days)
{
    int64_t first = day_number((struct day){DAY_FIRST_YEAR, 1, 1});
    int64_t last = day_number((struct day){DAY_LAST_YEAR, 12, 31});
    int64_t number = day_number(day) + days;
    return day_from_number(number < first ? first : number > last ? last : number);
}

struct day day_plus_months(struct day day, int months)
{
    int month = day.year * 12 + day.month - 1 + months;
    int first = DAY_FIRST_YEAR * 12;
    int last = DAY_LAST_YEAR * 12 + 11;
    month = month < first ? first : month > last ? last : month;
    struct day moved = {month / 12, month % 12 + 1, day.day};
    int most = days_in_month(moved.year, moved.month);
    moved.day = moved.day > most ? most : moved.day;
    return moved;
}

int day_grid_column(struct day day)
{
    return (weekday_of(day) + 6) % 7;
}

int day_grid_row(struct day day)
{
    int before = day_grid_column((struct day){day.year, day.month, 1});
    return (before + day.day - 1) / 7;
}

void day_put(struct str *out, struct day day)
{
    /* TRANSLATORS: weekday, day of the month, month, year */
    str_printf(out, _("%1$s %2$d %3$s %4$d"), _(weekday_names[weekday_of(day)]), day.day,
               _(month_names[day.month - 1]), day.year);
}

void day_put_yearly(struct str *out, struct day day)
{
    str_printf(out, "%d %s", day.day, _(month_names[day.month - 1]));
}

void day_put_month(struct str *out, struct day day)
{
    str_printf(out, "%s %d", _(month_names[day.month - 1]), day.year);
}

void day_put_short_month(struct str *out, struct day day)
{
    str_printf(out, "%s %d", _(short_month_names[day.month - 1]), day.year);
}

const char *month_name(int month)
{
    return _(month_names[month - 1]);
}

const char *month_short_name(int month)
{
    return _(short_month_names[month - 1]);
}

const char *weekday_name(int weekday)
{
    return _(weekday_names[weekday]);
}

const char *weekday_short_name(int weekday)
{
    return _(short_weekday_names[weekday]);
}
