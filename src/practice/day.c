/*
 * Clocks are looked at in one way only: what they show at a moment, as seconds counted from
 * 1970-01-01 00:00 of the clock's own face. Between two changes of the clocks that runs with the
 * time; a change is found by halving. The start of a day is the first moment at which the face
 * shows enough, found by going from change to change.
 */
#include "mend/practice/day.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "mend/base/date.h"

enum {
    HOUR = 3600,
    DAY_SECONDS = 24 * HOUR,
    REACH = 25 * HOUR, /* no zone, not even one made up in TZ, is farther from UTC */
    STEP = 10 * HOUR,  /* no zone has changed its clocks twice within less */
    DAYS_OF_400_YEARS = 146097
};

/* ---- what clocks show ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t face(int64_t wall)
{
    time_t seconds = (time_t)wall;
    struct tm tm = {0};
    if (!localtime_r(&seconds, &tm))
        return wall;
    return date_number(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * DAY_SECONDS +
           tm.tm_hour * HOUR + tm.tm_min * 60 + tm.tm_sec;
}

static int64_t ahead_of_utc(int64_t wall)
{
    return face(wall) - wall;
}

/* The first moment after FROM, at most TO, at which clocks are as far ahead as they are at TO. */
static int64_t change_between(int64_t from, int64_t to)
{
    int64_t new = ahead_of_utc(to);
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (ahead_of_utc(middle) == new)
            to = middle;
        else
            from = middle;
    }
    return to;
}

/* The first moment at which the face shows TARGET or later. */
static int64_t first_moment(int64_t target)
{
    int64_t at = target - REACH; /* up to here it has shown less */
    int64_t ahead = ahead_of_utc(at);
    while (at < target + REACH) {
        int64_t change = at + STEP;
        int64_t later = ahead_of_utc(change);
        if (later != ahead)
            change = change_between(at, change);
        int64_t reached = target - ahead > at ? target - ahead : at;
        if (reached < change)
            return reached;
        at = change;
        ahead = later;
    }
    return at;
}

static bool start_of(int64_t day, int ends_at, int64_t *wall)
{
    int hour = ends_at < 0 ? 0 : ends_at > DAY_ENDS_LATEST ? DAY_ENDS_LATEST : ends_at;
    int64_t start = first_moment(day * DAY_SECONDS + hour * HOUR);
    if (floor_div(face(start), DAY_SECONDS) != day)
        return false;
    *wall = start;
    return true;
}

/* ---- moments and days ---- */

static int32_t held(int64_t day)
{
    return day < DAY_FIRST ? DAY_FIRST : day > DAY_LAST ? DAY_LAST : (int32_t)day;
}

/* Whether WALL is near enough to the years we know that its day is worth looking for. */
static bool is_known(int64_t wall)
{
    const int64_t margin = 3 * DAY_SECONDS;
    return wall >= (int64_t)DAY_FIRST * DAY_SECONDS - margin &&
           wall <= (int64_t)DAY_LAST * DAY_SECONDS + margin;
}

int32_t day_of(int64_t wall, int ends_at)
{
    if (!is_known(wall))
        return wall < 0 ? DAY_FIRST : DAY_LAST;
    /* Where clocks have just gone back over the end of a day, they show the day before. */
    int64_t day = floor_div(face(wall), DAY_SECONDS) + 1;
    int64_t start;
    while (day > DAY_FIRST && (!start_of(day, ends_at, &start) || start > wall))
        day--;
    return held(day);
}

bool day_start(int32_t day, int ends_at, int64_t *wall)
{
    return day >= DAY_FIRST && day <= DAY_LAST && start_of(day, ends_at, wall);
}

int64_t day_until(int64_t wall, int ends_at)
{
    if (!is_known(wall))
        return wall < INT64_MAX - DAY_SECONDS ? wall + DAY_SECONDS : INT64_MAX;
    int64_t day = day_of(wall, ends_at);
    int64_t start = wall;
    do
        day++;
    while (!start_of(day, ends_at, &start) || start <= wall);
    return start;
}

/* ---- the calendar ---- */

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return lengths[month - 1] + (month == 2 && leap);
}

bool day_from_date(struct day_date date, int32_t *day)
{
    if (date.year < 1900 || date.year > 2200 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > month_length(date.year, date.month))
        return false;
    *day = (int32_t)date_number(date.year, date.month, date.day);
    return true;
}

struct day_date day_date(int32_t day)
{
    int64_t from_march_0 = (int64_t)day + 719468;
    int64_t era = floor_div(from_march_0, DAYS_OF_400_YEARS);
    int64_t day_of_era = from_march_0 - era * DAYS_OF_400_YEARS;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    return (struct day_date){(int)(year_of_era + era * 400) + (month <= 2), month,
                             (int)(day_of_year - (153 * from_march + 2) / 5 + 1)};
}

int day_weekday(int32_t day)
{
    int64_t since_a_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_a_monday - floor_div(since_a_monday, WEEK_DAYS) * WEEK_DAYS);
}

int32_t day_week(int32_t day)
{
    return day - day_weekday(day);
}

int32_t day_month(int32_t day)
{
    return day - day_date(day).day + 1;
}

int day_month_length(int32_t day)
{
    struct day_date date = day_date(day);
    return month_length(date.year, date.month);
}

int32_t day_add_months(int32_t day, int months)
{
    struct day_date date = day_date(day);
    int64_t sum = (int64_t)date.year * 12 + date.month - 1 + months;
    if (sum < 1900 * 12 || sum >= 2201 * 12)
        return sum < 1900 * 12 ? DAY_FIRST : DAY_LAST;
    int year = (int)(sum / 12), month = (int)(sum % 12) + 1;
    int length = month_length(year, month);
    return held(date_number(year, month, date.day < length ? date.day : length));
}

bool day_parse(const char *text, int32_t *day)
{
    static const char form[] = "dddd-dd-dd";
    int numbers[3] = {0};
    size_t number = 0;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (digit != (form[i] == 'd') || (!digit && text[i] != form[i]))
            return false;
        if (digit)
            numbers[number] = numbers[number] * 10 + text[i] - '0';
        else
            number++;
    }
    return text[sizeof form - 1] == '\0' &&
           day_from_date((struct day_date){numbers[0], numbers[1], numbers[2]}, day);
}

void day_print(int32_t day, char text[DAY_TEXT])
{
    text[0] = '\0';
    if (day < DAY_FIRST || day > DAY_LAST)
        return;
    struct day_date date = day_date(day);
    char room[40];
    snprintf(room, sizeof room, "%04d-%02d-%02d", date.year, date.month, date.day);
    memcpy(text, room, DAY_TEXT);
}
