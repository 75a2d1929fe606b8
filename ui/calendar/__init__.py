"""The municipality's calendar: the days that are not worked, and the decrees that add to them."""
