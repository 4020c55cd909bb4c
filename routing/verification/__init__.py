"""The rules of the model written a second time: `verify` walks a route again on the network itself."""
