package atoll.crdt.text;

import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;
import java.util.SortedMap;

/** The attributes that characters were inserted with, and when. */
public record Style(Stamp stamp, SortedMap<String, Value> attributes) {}
