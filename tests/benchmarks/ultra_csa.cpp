// The connection scan of ULTRA behind three functions that Python can call; timetable_peers.py says how to build it.
#include "Algorithms/CSA/CSA.h"

struct Prepared {
    CSA::Data data;
    CSA::CSA<true> scan;
    explicit Prepared(CSA::Data given) : data(std::move(given)), scan(data) {}
};

extern "C" {

Prepared* ultra_prepare(int rows, const int* departure, const int* arrival, const int* tail, const int* head,
                        const int* trip, int trips, int stops, const int* change) {
    std::vector<CSA::Stop> places;
    for (int stop = 0; stop < stops; stop++) places.emplace_back("", Geometry::Point(), change[stop]);
    std::vector<CSA::Connection> connections;
    for (int row = 0; row < rows; row++)
        connections.emplace_back(StopId(tail[row]), StopId(head[row]), departure[row], arrival[row], TripId(trip[row]));
    Intermediate::TransferGraph walks;
    walks.addVertices(stops);
    auto data = CSA::Data::FromInput(places, connections, std::vector<CSA::Trip>(trips), std::move(walks));
    data.sortConnectionsAscending();
    return new Prepared(std::move(data));
}

void ultra_ask(Prepared* prepared, int origin, int after, int* arrival) {
    prepared->scan.run(StopId(origin), after);
    for (size_t stop = 0; stop < prepared->data.numberOfStops(); stop++)
        arrival[stop] = prepared->scan.getEarliestArrivalTime(StopId(stop));
}

void ultra_drop(Prepared* prepared) { delete prepared; }
}
