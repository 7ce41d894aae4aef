/* The ten tables of a page over packed rows of seven bytes: what a processor could do at best.
 *
 * A row: day (16 bits), site (16), channel (8), topic, sentiment and severity (3 + 2 + 3), causes
 * (a bit each). Every cell counts messages and negative ones. A question: days and a site, or -1.
 */
#include <stdint.h>

#pragma pack(push, 1)
typedef struct { uint16_t day, site; uint8_t channel, labels, causes; } row;
#pragma pack(pop)

enum { CHANNELS = 16, TOPICS = 8, SENTIMENTS = 4, SEVERITIES = 8, CAUSES = 8 };
typedef uint32_t cell[2];

typedef struct {
    cell summary, channels[CHANNELS], topics[TOPICS], channel_topic[CHANNELS * TOPICS],
        channel_sentiment[CHANNELS * SENTIMENTS], topic_sentiment[TOPICS * SENTIMENTS],
        trend[65536], causes[CAUSES], severity[SEVERITIES], merchants[65536];
} page;

void ask(const row *rows, int64_t count, int32_t first, int32_t last, int32_t site, page *out)
{
#define ADD(table, place) (out->table[place][0]++, out->table[place][1] += negative)
    for (int64_t i = 0; i < count; i++) {
        row r = rows[i];
        if (r.day < first || r.day > last || (site >= 0 && r.site != site))
            continue;
        uint32_t topic = r.labels & 7, sentiment = r.labels >> 3 & 3, severity = r.labels >> 5;
        uint32_t negative = sentiment == 1;
        out->summary[0]++, out->summary[1] += negative;
        ADD(channels, r.channel);
        ADD(topics, topic);
        ADD(channel_topic, r.channel * TOPICS + topic);
        ADD(channel_sentiment, r.channel * SENTIMENTS + sentiment);
        ADD(topic_sentiment, topic * SENTIMENTS + sentiment);
        ADD(trend, r.day);
        ADD(severity, severity);
        ADD(merchants, r.site);
        for (uint32_t causes = r.causes; causes; causes &= causes - 1)
            ADD(causes, __builtin_ctz(causes));
    }
}
