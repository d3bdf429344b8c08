/*
 * Clocks are looked at in one way only: what they show at a moment, as seconds counted from
 * 1970-01-01 00:00 of the clock's own face. Between two changes of the clocks that runs with the
 * time; a change is found by halving. The start of a day is the first moment at which the face
 * shows enough, found by going from change to change.
 */
#include "mend/practice/day.h"

#include <time.h>

#include "mend/base/date.h"

enum {
    HOUR = 3600,
    DAY_SECONDS = 24 * HOUR,
    REACH = 25 * HOUR, /* no zone, not even one made up in TZ, is farther from UTC */
    STEP = 10 * HOUR   /* no zone has changed its clocks twice within less */
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
    return day_number((struct day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}) * DAY_SECONDS +
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
    return day - day_from_number(day).day + 1;
}

int day_month_length(int32_t day)
{
    struct day date = day_from_number(day);
    return days_in_month(date.year, date.month);
}

int32_t day_add_months(int32_t day, int months)
{
    return (int32_t)day_number(day_plus_months(day_from_number(day), months));
}

bool day_parse(const char *text, int32_t *day)
{
    struct day date;
    if (!day_read(text, &date))
        return false;
    *day = (int32_t)day_number(date);
    return true;
}

void day_print(int32_t day, char text[DAY_SIZE])
{
    text[0] = '\0';
    if (day >= DAY_FIRST && day <= DAY_LAST)
        day_write(day_from_number(day), text);
}
