"""Layers of geographers: GeoPackage and zipped shapefile, read by GDAL from memory, with nothing beside the file."""
